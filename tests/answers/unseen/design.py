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
