#%% wrong: input size not in the list
def size_table(input_size, layers):
    sizes = []
    size = input_size
    for kernel_size, stride, padding in layers:
        if kernel_size > size + 2 * padding:
            raise ValueError("no window fits")
        size = (size + 2 * padding - kernel_size) // stride + 1
        sizes.append(size)
    return sizes

#%% wrong: padding counted on one side only
def size_table(input_size, layers):
    sizes = [input_size]
    for kernel_size, stride, padding in layers:
        size = sizes[-1] + padding
        if kernel_size > size:
            raise ValueError("no window fits")
        sizes.append((size - kernel_size) // stride + 1)
    return sizes

#%% wrong: int() cuts towards zero, a 2x2 pool on one pixel passes
def size_table(input_size, layers):
    sizes = [input_size]
    for kernel_size, stride, padding in layers:
        out = int((sizes[-1] + 2 * padding - kernel_size) / stride) + 1
        if out < 1:
            raise ValueError("no window fits")
        sizes.append(out)
    return sizes

#%% wrong: padding and stride mixed up
def size_table(input_size, layers):
    sizes = [input_size]
    for kernel_size, padding, stride in layers:
        if kernel_size > sizes[-1] + 2 * padding:
            raise ValueError("no window fits")
        sizes.append((sizes[-1] + 2 * padding - kernel_size) // max(stride, 1) + 1)
    return sizes

#%% wrong: rounds up instead of down
def size_table(input_size, layers):
    sizes = [input_size]
    for kernel_size, stride, padding in layers:
        free = sizes[-1] + 2 * padding - kernel_size
        if free < 0:
            raise ValueError("no window fits")
        sizes.append(math.ceil(free / stride) + 1)
    return sizes

#%% wrong: no ValueError, sizes of zero and below in the list
def size_table(input_size, layers):
    sizes = [input_size]
    for kernel_size, stride, padding in layers:
        sizes.append((sizes[-1] + 2 * padding - kernel_size) // stride + 1)
    return sizes
