#%% right: field and step, layer by layer
def receptive_field(layers):
    field, step = 1, 1
    for kernel_size, stride in layers:
        field += (kernel_size - 1) * step
        step *= stride
    return field


#%% right: from the output back to the image
def receptive_field(layers):
    field = 1
    for kernel_size, stride in reversed(layers):
        field = (field - 1) * stride + kernel_size
    return field


#%% right: one sum, with the product of the strides before
def receptive_field(layers):
    return 1 + sum(
        (kernel_size - 1) * math.prod(stride for _, stride in layers[:index])
        for index, (kernel_size, _) in enumerate(layers)
    )


#%% right: calls itself for the layers that follow
def receptive_field(layers):
    if not layers:
        return 1
    (kernel_size, stride), *others = layers
    return (receptive_field(others) - 1) * stride + kernel_size


#%% right: with tensors, and a tensor with a single number comes out
def receptive_field(layers):
    sizes, strides = torch.tensor(layers, dtype=torch.int64).reshape(len(layers), 2).T
    steps = strides.cumprod(0) // strides
    return 1 + ((sizes - 1) * steps).sum()


#%% right: the first and the last pixel that one output sees
def receptive_field(layers):
    first, last = 0, 0
    for kernel_size, stride in layers[::-1]:
        first, last = first * stride, last * stride + kernel_size - 1
    return last - first + 1


#%% wrong: the stride counts for its own window | widen the field first
def receptive_field(layers):
    field, step = 1, 1
    for kernel_size, stride in layers:
        step *= stride
        field += (kernel_size - 1) * step
    return field


#%% wrong: ignores the strides | strides have no effect
def receptive_field(layers):
    field = 1
    for kernel_size, _ in layers:
        field += kernel_size - 1
    return field


#%% wrong: the step is the last stride | the steps multiply
def receptive_field(layers):
    field, step = 1, 1
    for kernel_size, stride in layers:
        field += (kernel_size - 1) * step
        step = stride
    return field


#%% wrong: the strides are added up | the steps multiply
def receptive_field(layers):
    field, step = 1, 1
    for kernel_size, stride in layers:
        field += (kernel_size - 1) * step
        step += stride
    return field


#%% wrong: the window's own stride in place of the step | For each layer
def receptive_field(layers):
    field = 1
    for kernel_size, stride in layers:
        field += (kernel_size - 1) * stride
    return field


#%% wrong: adds the whole kernel_size | steps, not k
def receptive_field(layers):
    field, step = 1, 1
    for kernel_size, stride in layers:
        field += kernel_size * step
        step *= stride
    return field


#%% wrong: starts with a field of 0 | Start with a field of 1
def receptive_field(layers):
    field, step = 0, 1
    for kernel_size, stride in layers:
        field += (kernel_size - 1) * step
        step *= stride
    return field


#%% wrong: the way back, begun at the image | wrong order
def receptive_field(layers):
    field = 1
    for kernel_size, stride in layers:
        field = (field - 1) * stride + kernel_size
    return field


#%% wrong: multiplies the kernel sizes | For each layer
def receptive_field(layers):
    return math.prod(kernel_size for kernel_size, _ in layers)


#%% wrong: adds the kernel sizes up | For each layer
def receptive_field(layers):
    return sum(kernel_size for kernel_size, _ in layers)


#%% wrong: takes stride and kernel_size in the wrong order | For each layer
def receptive_field(layers):
    field, step = 1, 1
    for stride, kernel_size in layers:
        field += (kernel_size - 1) * step
        step *= stride
    return field


#%% wrong: starts with the first layer and does not know an empty list | Read the message
def receptive_field(layers):
    field, step = layers[0]
    for kernel_size, stride in layers[1:]:
        field += (kernel_size - 1) * step
        step *= stride
    return field


#%% wrong: takes the layers out of the list | in place
def receptive_field(layers):
    field, step = 1, 1
    while layers:
        kernel_size, stride = layers.pop(0)
        field += (kernel_size - 1) * step
        step *= stride
    return field


#%% wrong: turns the list round in place | in place
def receptive_field(layers):
    field = 1
    layers.reverse()
    for kernel_size, stride in layers:
        field = (field - 1) * stride + kernel_size
    return field


#%% wrong: gives the step too | a tuple came
def receptive_field(layers):
    field, step = 1, 1
    for kernel_size, stride in layers:
        field += (kernel_size - 1) * step
        step *= stride
    return field, step


#%% wrong: the step in place of the field | For each layer
def receptive_field(layers):
    field, step = 1, 1
    for kernel_size, stride in layers:
        field += (kernel_size - 1) * step
        step *= stride
    return step


#%% wrong: a float | whole number
def receptive_field(layers):
    field, step = 1.0, 1
    for kernel_size, stride in layers:
        field += (kernel_size - 1) * step
        step *= stride
    return field


#%% wrong: a tensor with one axis | Take its only entry
def receptive_field(layers):
    field, step = torch.tensor([1]), 1
    for kernel_size, stride in layers:
        field = field + (kernel_size - 1) * step
        step *= stride
    return field


#%% wrong: prints and returns nothing | returned None
def receptive_field(layers):
    field, step = 1, 1
    for kernel_size, stride in layers:
        field += (kernel_size - 1) * step
        step *= stride
    print(field)


#%% wrong: returns inside the loop, after one layer | inside the loop
def receptive_field(layers):
    field, step = 1, 1
    for kernel_size, stride in layers:
        field += (kernel_size - 1) * step
        step *= stride
        return field
