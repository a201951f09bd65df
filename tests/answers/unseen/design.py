#%% wrong: one layer whose window is as large as needed
def design(size, output_size, min_field):
    kernel_size = max(min_field, size - output_size + 1)
    return [(kernel_size, 1, 0)]

#%% wrong: pools until the size fits, whether or not it does
def design(size, output_size, min_field):
    layers = []
    field, step = 1, 1
    while size > output_size:
        layers += [(3, 1, 1), (2, 2, 0)]
        field += 2 * step + step
        step *= 2
        size = size // 2
    while field < min_field:
        layers.append((3, 1, 1))
        field += 2 * step
    return layers

#%% wrong: the right size, min_field forgotten
def design(size, output_size, min_field):
    layers = []
    while size > output_size:
        k = min(11, size - output_size + 1)
        layers.append((k, 1, 0))
        size = size - k + 1
    return layers


#%% right: halve, take off, widen
def design(size, output_size, min_field):
    """Layers (kernel_size, stride, padding) from size to output_size, with a field that large."""
    layers = []
    field, step = 1, 1
    while size // 2 >= output_size:
        layers.append((2, 2, 0))
        size = size // 2
        field += step
        step *= 2
    while size > output_size:
        k = min(11, size - output_size + 1)
        layers.append((k, 1, 0))
        size -= k - 1
        field += (k - 1) * step
    while field < min_field:
        layers.append((11, 1, 5))
        field += 10 * step
    return layers

#%% right: stride 1 throughout, with divmod and ceil
def design(size, output_size, min_field):
    tens, rest = divmod(size - output_size, 10)
    layers = [(11, 1, 0)] * tens
    if rest:
        layers = layers + [(rest + 1, 1, 0)]
    missing = min_field - (1 + size - output_size)
    if missing > 0:
        layers = [(11, 1, 5)] * math.ceil(missing / 10) + layers
    return layers

#%% right: one 1 x 1 layer with a large stride, helper functions that measure the list
def side_after(side, layers):
    for kernel_size, stride, padding in layers:
        side = (side + 2 * padding - kernel_size) // stride + 1
    return side


def field_of(layers):
    field, step = 1, 1
    for kernel_size, stride, _ in layers:
        field, step = field + (kernel_size - 1) * step, step * stride
    return field


def design(size, output_size, min_field):
    strides = [s for s in range(1, size + 1) if side_after(size, [(1, s, 0)]) >= output_size]
    layers = [] if strides[-1] == 1 else [(1, strides[-1], 0)]
    while side_after(size, layers) != output_size:
        too_many = side_after(size, layers) - output_size
        layers.append((min(too_many, 10) + 1, 1, 0))
    while field_of(layers) < min_field:
        layers.append((11, 1, 5))
    return layers

#%% wrong: the step is multiplied before the field grows, the field is overrated
def design(size, output_size, min_field):
    layers = []
    field, step = 1, 1
    while size // 2 >= output_size:
        layers.append((2, 2, 0))
        size = size // 2
        step *= 2
        field += step
    while size > output_size:
        k = min(11, size - output_size + 1)
        layers.append((k, 1, 0))
        size -= k - 1
        field += (k - 1) * step
    while field < min_field:
        layers.append((11, 1, 5))
        field += 10 * step
    return layers

#%% wrong: half of an odd side is rounded up
def design(size, output_size, min_field):
    layers = []
    field, step = 1, 1
    while size > 1 and math.ceil(size / 2) >= output_size:
        layers.append((2, 2, 0))
        size = math.ceil(size / 2)
        field += step
        step *= 2
    while size > output_size:
        k = min(11, size - output_size + 1)
        layers.append((k, 1, 0))
        size -= k - 1
        field += (k - 1) * step
    while field < min_field:
        layers.append((11, 1, 5))
        field += 10 * step
    return layers

#%% wrong: widens by 3 x 3 layers, more than 20 where the field must be large
def design(size, output_size, min_field):
    layers = []
    field, step = 1, 1
    while size // 2 >= output_size:
        layers.append((2, 2, 0))
        size = size // 2
        field += step
        step *= 2
    while size > output_size:
        k = min(11, size - output_size + 1)
        layers.append((k, 1, 0))
        size -= k - 1
        field += (k - 1) * step
    while field < min_field:
        layers.append((3, 1, 1))
        field += 2 * step
    return layers

#%% wrong: widening layers go to the front but are counted with the last step
def design(size, output_size, min_field):
    layers = []
    field, step = 1, 1
    while size // 2 >= output_size:
        layers.append((2, 2, 0))
        size = size // 2
        field += step
        step *= 2
    while size > output_size:
        k = min(11, size - output_size + 1)
        layers.append((k, 1, 0))
        size -= k - 1
        field += (k - 1) * step
    while field < min_field:
        layers.insert(0, (11, 1, 5))
        field += 10 * step
    return layers

#%% wrong: takes pixels off once only, ten at most
def design(size, output_size, min_field):
    layers = []
    field, step = 1, 1
    while size // 2 >= output_size:
        layers.append((2, 2, 0))
        size = size // 2
        field += step
        step *= 2
    if size > output_size:
        k = min(11, size - output_size + 1)
        layers.append((k, 1, 0))
        size -= k - 1
        field += (k - 1) * step
    while field < min_field:
        layers.append((11, 1, 5))
        field += 10 * step
    return layers
