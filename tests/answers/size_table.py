#%% right: a loop with the formula
def size_table(input_size, layers):
    sizes = [input_size]
    for kernel_size, stride, padding in layers:
        room = sizes[-1] + 2 * padding - kernel_size
        if room < 0:
            raise ValueError("no window fits")
        sizes.append(room // stride + 1)
    return sizes


#%% right: accumulate
from itertools import accumulate


def size_table(input_size, layers):
    def after(size, layer):
        kernel_size, stride, padding = layer
        size = (size + 2 * padding - kernel_size) // stride + 1
        if size < 1:
            raise ValueError(f"a window of {kernel_size} does not fit")
        return size

    return list(accumulate(layers, after, initial=input_size))


#%% right: recursion
def size_table(input_size, layers):
    if not layers:
        return [input_size]
    (kernel_size, stride, padding), *others = layers
    padded = input_size + 2 * padding
    if padded < kernel_size:
        raise ValueError(f"{kernel_size} is more than {padded}")
    return [input_size] + size_table((padded - kernel_size + stride) // stride, others)


#%% right: with the function of the course's package
from course_utils.shapes import conv_output_size


def size_table(input_size, layers):
    sizes = [input_size]
    for kernel_size, stride, padding in layers:
        sizes.append(conv_output_size(sizes[-1], kernel_size, stride, padding))
    return sizes


#%% right: measured on a row of zeros, as a tuple
def size_table(input_size, layers):
    row = torch.zeros(1, 1, input_size)
    sizes = [input_size]
    for kernel_size, stride, padding in layers:
        try:
            row = F.conv1d(row, torch.zeros(1, 1, kernel_size), stride=stride, padding=padding)
        except RuntimeError as error:
            raise ValueError("no window fits") from error
        sizes.append(row.shape[-1])
    return tuple(sizes)


#%% right: numbers as tensors
def size_table(input_size, layers):
    size = torch.tensor(input_size)
    sizes = [size]
    for kernel_size, stride, padding in layers:
        size = torch.div(size + 2 * padding - kernel_size, stride, rounding_mode="floor") + 1
        if size < 1:
            raise ValueError("no window fits")
        sizes.append(size)
    return sizes


#%% right: counts the windows
def size_table(input_size, layers):
    sizes = [input_size]
    for kernel_size, stride, padding in layers:
        starts = range(0, sizes[-1] + 2 * padding - kernel_size + 1, stride)
        if not starts:
            raise ValueError("no window fits")
        sizes.append(len(starts))
    return sizes


#%% wrong: without the input's size | The input's own size is missing
def size_table(input_size, layers):
    sizes = []
    for kernel_size, stride, padding in layers:
        input_size = (input_size + 2 * padding - kernel_size) // stride + 1
        if input_size < 1:
            raise ValueError("no window fits")
        sizes.append(input_size)
    return sizes


#%% wrong: the last size alone | Only the last size came
def size_table(input_size, layers):
    size = input_size
    for kernel_size, stride, padding in layers:
        size = (size + 2 * padding - kernel_size) // stride + 1
        if size < 1:
            raise ValueError("no window fits")
    return size


#%% wrong: padding counts once | Padding is added on both sides
def size_table(input_size, layers):
    sizes = [input_size]
    for kernel_size, stride, padding in layers:
        sizes.append((sizes[-1] + padding - kernel_size) // stride + 1)
    return sizes


#%% wrong: padding counts once, and the check for windows has the same error | both sides
def size_table(input_size, layers):
    sizes = [input_size]
    for kernel_size, stride, padding in layers:
        size = (sizes[-1] + padding - kernel_size) // stride + 1
        if size < 1:
            raise ValueError("no window fits")
        sizes.append(size)
    return sizes


#%% wrong: padding is ignored | The paddings have no effect
def size_table(input_size, layers):
    sizes = [input_size]
    for kernel_size, stride, _ in layers:
        sizes.append((sizes[-1] - kernel_size) // stride + 1)
    return sizes


#%% wrong: stride is ignored | The strides have no effect
def size_table(input_size, layers):
    sizes = [input_size]
    for kernel_size, _, padding in layers:
        size = sizes[-1] + 2 * padding - kernel_size + 1
        if size < 1:
            raise ValueError("no window fits")
        sizes.append(size)
    return sizes


#%% wrong: rounds up | Round down
def size_table(input_size, layers):
    sizes = [input_size]
    for kernel_size, stride, padding in layers:
        room = sizes[-1] + 2 * padding - kernel_size
        if room < 0:
            raise ValueError("no window fits")
        sizes.append(math.ceil(room / stride) + 1)
    return sizes


#%% wrong: divides with / | Divide with // and not with /
def size_table(input_size, layers):
    sizes = [input_size]
    for kernel_size, stride, padding in layers:
        room = sizes[-1] + 2 * padding - kernel_size
        if room < 0:
            raise ValueError("no window fits")
        sizes.append(room / stride + 1)
    return sizes


#%% wrong: forgets the + 1 | + 1 after the division
def size_table(input_size, layers):
    sizes = [input_size]
    for kernel_size, stride, padding in layers:
        sizes.append((sizes[-1] + 2 * padding - kernel_size) // stride)
    return sizes


#%% wrong: each layer starts from the input | It starts from the size before it
def size_table(input_size, layers):
    sizes = [input_size]
    for kernel_size, stride, padding in layers:
        size = (input_size + 2 * padding - kernel_size) // stride + 1
        if size < 1:
            raise ValueError("no window fits")
        sizes.append(size)
    return sizes


#%% wrong: never raises | Raise ValueError there
def size_table(input_size, layers):
    sizes = [input_size]
    for kernel_size, stride, padding in layers:
        sizes.append((sizes[-1] + 2 * padding - kernel_size) // stride + 1)
    return sizes


#%% wrong: an assertion in place of ValueError | your answer raises AssertionError
def size_table(input_size, layers):
    sizes = [input_size]
    for kernel_size, stride, padding in layers:
        assert sizes[-1] + 2 * padding >= kernel_size, "no window fits"
        sizes.append((sizes[-1] + 2 * padding - kernel_size) // stride + 1)
    return sizes


#%% wrong: stops where no window fits | Raise ValueError there
def size_table(input_size, layers):
    sizes = [input_size]
    for kernel_size, stride, padding in layers:
        if sizes[-1] + 2 * padding < kernel_size:
            break
        sizes.append((sizes[-1] + 2 * padding - kernel_size) // stride + 1)
    return sizes


#%% wrong: int() rounds towards 0, where no window fits too | a window does not fit
def size_table(input_size, layers):
    sizes = [input_size]
    for kernel_size, stride, padding in layers:
        size = int((sizes[-1] + 2 * padding - kernel_size) / stride) + 1
        if size < 1:
            raise ValueError("no window fits")
        sizes.append(size)
    return sizes


#%% wrong: looks only at the last size | a window does not fit
def size_table(input_size, layers):
    sizes = [input_size]
    for kernel_size, stride, padding in layers:
        sizes.append((sizes[-1] + 2 * padding - kernel_size) // stride + 1)
    if sizes[-1] < 1:
        raise ValueError("no window fits")
    return sizes


#%% wrong: refuses windows that fit with padding | Read the message
def size_table(input_size, layers):
    sizes = [input_size]
    for kernel_size, stride, padding in layers:
        if sizes[-1] < kernel_size:
            raise ValueError("no window fits")
        sizes.append((sizes[-1] + 2 * padding - kernel_size) // stride + 1)
    return sizes


#%% wrong: forgets to return | returned None
def size_table(input_size, layers):
    sizes = [input_size]
    for kernel_size, stride, padding in layers:
        if sizes[-1] + 2 * padding < kernel_size:
            raise ValueError("no window fits")
        sizes.append((sizes[-1] + 2 * padding - kernel_size) // stride + 1)
    print(sizes)


#%% wrong: a text | a list is wanted
def size_table(input_size, layers):
    sizes = [input_size]
    for kernel_size, stride, padding in layers:
        if sizes[-1] + 2 * padding < kernel_size:
            raise ValueError("no window fits")
        sizes.append((sizes[-1] + 2 * padding - kernel_size) // stride + 1)
    return " → ".join(str(size) for size in sizes)


#%% wrong: empties the list of layers | changed one of its inputs in place
def size_table(input_size, layers):
    sizes = [input_size]
    while layers:
        kernel_size, stride, padding = layers.pop(0)
        if sizes[-1] + 2 * padding < kernel_size:
            raise ValueError("no window fits")
        sizes.append((sizes[-1] + 2 * padding - kernel_size) // stride + 1)
    return sizes


#%% wrong: LeNet's table for everything | apply the size formula
def size_table(input_size, layers):
    return [28, 24, 12, 8, 4]
