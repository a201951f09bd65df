#%% right: halves, takes pixels off, then widens
def design(size, output_size, min_field):
    layers, field, step = [], 1, 1
    while size // 2 >= output_size:
        layers.append((2, 2, 0))
        field += step
        step *= 2
        size //= 2
    while size > output_size:
        k = min(11, size - output_size + 1)
        layers.append((k, 1, 0))
        field += (k - 1) * step
        size -= k - 1
    while field < min_field:
        layers.append((11, 1, 5))
        field += 10 * step
    return layers


#%% right: widens at the image, then shrinks
def design(size, output_size, min_field):
    layers = [(11, 1, 5)] * ((min_field + 8) // 10)
    while size // 2 >= output_size:
        layers.append((2, 2, 0))
        size //= 2
    while size > output_size:
        k = min(11, size - output_size + 1)
        layers.append((k, 1, 0))
        size -= k - 1
    return layers


#%% right: a large step by windows of 1, then one window after the other; lists of lists
def design(size, output_size, min_field):
    stride = (size - 1) // (output_size - 1) if output_size > 1 else size
    layers = []
    left = size
    if stride > 1:
        layers.append([1, stride, 0])
        left = (size - 1) // stride + 1
    while left > output_size:
        k = min(11, left - output_size + 1)
        layers.append([k, 1, 0])
        left = left - k + 1
    while field_of(layers) < min_field:
        layers.append([11, 1, 5])
    return layers


def field_of(layers):
    field, step = 1, 1
    for kernel_size, stride, _ in layers:
        field += (kernel_size - 1) * step
        step *= stride
    return field


#%% right: calls itself with what is left to do
def design(size, output_size, min_field):
    if size // 2 >= output_size:
        rest = design(size // 2, output_size, max(1, math.ceil(min_field / 2)))
        return [(2, 2, 0)] + rest
    if size > output_size:
        k = min(11, size - output_size + 1)
        return [(k, 1, 0)] + design(size - k + 1, output_size, max(1, min_field - k + 1))
    if min_field > 1:
        return [(11, 1, 5)] + design(size, output_size, max(1, min_field - 10))
    return []


#%% right: the smallest windows that do, as tuples in a tuple
def design(size, output_size, min_field):
    layers = ()
    while size > 2 * output_size + 8:
        layers += ((3, 2, 1),)
        size = (size + 2 - 3) // 2 + 1
    while size > output_size:
        k = min(11, size - output_size + 1)
        layers += ((k, 1, 0),)
        size += 1 - k
    field, step = 1, 1
    for k, stride, _ in layers:
        field, step = field + (k - 1) * step, step * stride
    while field < min_field:
        k = min(11, 2 * math.ceil((min_field - field) / step / 2) + 1)
        layers += ((k, 1, k // 2),)
        field += (k - 1) * step
    return layers


#%% wrong: the right size, whatever the field | Use the argument min_field
def design(size, output_size, min_field):
    layers = []
    while size // 2 >= output_size:
        layers.append((2, 2, 0))
        size //= 2
    while size > output_size:
        k = min(11, size - output_size + 1)
        layers.append((k, 1, 0))
        size -= k - 1
    return layers


#%% wrong: the right field, whatever the size | the size is not right
def design(size, output_size, min_field):
    return [(11, 1, 5)] * ((min_field + 8) // 10)


#%% wrong: halves only | the size is not right
def design(size, output_size, min_field):
    layers = []
    while size > output_size:
        layers.append((2, 2, 0))
        size //= 2
    return layers + [(11, 1, 5)] * 10


#%% wrong: widens without padding after the size was right | leaves no pixel
def design(size, output_size, min_field):
    layers, field = [], 1
    while size > output_size:
        k = min(11, size - output_size + 1)
        layers.append((k, 1, 0))
        field += k - 1
        size -= k - 1
    while field < min_field:
        layers.append((11, 1, 0))
        field += 10
    return layers


#%% wrong: windows of 3 only | At most 20 layers
def design(size, output_size, min_field):
    layers, field = [], 1
    while size > output_size:
        layers.append((3, 1, 0) if size > output_size + 1 else (2, 1, 0))
        field += layers[-1][0] - 1
        size -= layers[-1][0] - 1
    while field < min_field:
        layers.append((3, 1, 1))
        field += 2
    return layers


#%% wrong: one layer does all | kernel_size goes from 1 to 11
def design(size, output_size, min_field):
    k = max(size - output_size + 1, min_field)
    return [(k, 1, 0)]


#%% wrong: as much padding as is needed | padding goes from 0 to kernel_size // 2
def design(size, output_size, min_field):
    layers = [(11, 1, 10)] * ((min_field + 8) // 10)
    size += 10 * len(layers)
    while size > output_size:
        k = min(11, size - output_size + 1)
        layers.append((k, 1, 0))
        size -= k - 1
    return layers


#%% wrong: the last layer first | the wrong way round
def design(size, output_size, min_field):
    layers = [(11, 1, 5)] * ((min_field + 8) // 10)
    while size // 2 >= output_size:
        layers.append((2, 2, 0))
        size //= 2
    while size > output_size:
        k = min(11, size - output_size + 1)
        layers.append((k, 1, 0))
        size -= k - 1
    return layers[::-1]


#%% wrong: the stride before the kernel size | kernel_size // 2
def design(size, output_size, min_field):
    layers = [(1, 11, 5)] * ((min_field + 8) // 10)
    while size // 2 >= output_size:
        layers.append((2, 2, 0))
        size //= 2
    while size > output_size:
        k = min(11, size - output_size + 1)
        layers.append((1, k, 0))
        size -= k - 1
    return layers


#%% wrong: the padding before the stride | The order is kernel_size, stride, padding
def design(size, output_size, min_field):
    layers = [(11, 5, 1)] * ((min_field + 8) // 10)
    while size // 2 >= output_size:
        layers.append((2, 0, 2))
        size //= 2
    while size > output_size:
        k = min(11, size - output_size + 1)
        layers.append((k, 0, 1))
        size -= k - 1
    return layers


#%% wrong: rounds up | not up
def design(size, output_size, min_field):
    layers, field, step = [], 1, 1
    while (size + 1) // 2 >= output_size and size > 1:
        layers.append((2, 2, 0))
        field, step, size = field + step, 2 * step, math.ceil(size / 2)
    while size > output_size:
        k = min(11, size - output_size + 1)
        layers.append((k, 1, 0))
        field, size = field + (k - 1) * step, size - k + 1
    while field < min_field:
        layers.append((11, 1, 5))
        field += 10 * step
    return layers


#%% wrong: adds 1 before the division | taken before the division
def design(size, output_size, min_field):
    layers, field, step = [], 1, 1
    while (size - 1) // 2 >= output_size:
        layers.append((2, 2, 0))
        field, step, size = field + step, 2 * step, (size - 2 + 1) // 2
    while size > output_size:
        k = min(11, size - output_size + 1)
        layers.append((k, 1, 0))
        field, size = field + (k - 1) * step, size - k + 1
    while field < min_field:
        layers.append((11, 1, 5))
        field += 10 * step
    return layers


#%% wrong: takes the stride for its own layer | see less than you count
def design(size, output_size, min_field):
    layers, field, step = [], 1, 1
    while size // 2 >= output_size:
        layers.append((2, 2, 0))
        step *= 2
        field += step
        size //= 2
    while size > output_size:
        k = min(11, size - output_size + 1)
        layers.append((k, 1, 0))
        field += (k - 1) * step
        size -= k - 1
    while field < min_field:
        k = min(11, 2 * math.ceil((min_field - field) / step / 2) + 1)
        layers.append((k, 1, k // 2))
        field += (k - 1) * step
    return layers


#%% wrong: a window adds its size to the field | not k · step
def design(size, output_size, min_field):
    layers, field, step = [], 1, 1
    while size // 2 >= output_size:
        layers.append((2, 2, 0))
        field += 2 * step
        step *= 2
        size //= 2
    while size > output_size:
        k = min(11, size - output_size + 1)
        layers.append((k, 1, 0))
        field += k * step
        size -= k - 1
    while field < min_field:
        layers.append((11, 1, 5))
        field += 11 * step
    return layers


#%% wrong: stops one pixel too early | Use the argument min_field
def design(size, output_size, min_field):
    layers, field, step = [], 1, 1
    while size // 2 >= output_size:
        layers.append((2, 2, 0))
        field += step
        step *= 2
        size //= 2
    while size > output_size:
        k = min(11, size - output_size + 1)
        layers.append((k, 1, 0))
        field += (k - 1) * step
        size -= k - 1
    while field < min_field - 1:
        k = min(11, 2 * math.ceil((min_field - 1 - field) / step / 2) + 1)
        layers.append((k, 1, k // 2))
        field += (k - 1) * step
    return layers


#%% wrong: forgets the + 1 of the size | Is the + 1 missing
def design(size, output_size, min_field):
    layers, field = [], 1
    while size > output_size:
        k = min(11, size - output_size)
        layers.append((k, 1, 0))
        field += k - 1
        size -= k
    while field < min_field:
        layers.append((10, 1, 5))
        field += 9
    return layers


#%% wrong: even windows with half of them as padding | the size is not right
def design(size, output_size, min_field):
    layers, field = [], 1
    while size > output_size:
        k = min(11, size - output_size + 1)
        layers.append((k, 1, 0))
        field += k - 1
        size -= k - 1
    while field < min_field:
        layers.append((10, 1, 5))
        field += 9
    return layers


#%% wrong: the example for everything | another size
def design(size, output_size, min_field):
    return [(3, 1, 1), (2, 2, 0)]


#%% wrong: layers without padding | three numbers
def design(size, output_size, min_field):
    return [(size - output_size + 1, 1)]


#%% wrong: fractions | whole number
def design(size, output_size, min_field):
    return [(1, size / output_size, 0)]


#%% wrong: one layer without a list | one layer in it too
def design(size, output_size, min_field):
    return (3, 1, 1)


#%% wrong: the sizes and no layers | A layer is three numbers
def design(size, output_size, min_field):
    return list(range(size, output_size - 1, -1))[:20]


#%% wrong: prints and returns nothing | returned None
def design(size, output_size, min_field):
    print([(3, 1, 1), (2, 2, 0)])


#%% wrong: text | A list of layers is wanted
def design(size, output_size, min_field):
    return "conv 3x3, pool 2x2"
