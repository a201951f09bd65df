#%% wrong: strides ignored
def receptive_field(layers):
    field = 1
    for kernel_size, stride in layers:
        field += kernel_size - 1
    return field

#%% wrong: a layer's own stride already counts for itself
def receptive_field(layers):
    field = 1
    jump = 1
    for kernel_size, stride in layers:
        jump *= stride
        field += (kernel_size - 1) * jump
    return field

#%% wrong: jump replaced instead of multiplied
def receptive_field(layers):
    field = 1
    jump = 1
    for kernel_size, stride in layers:
        field += (kernel_size - 1) * jump
        jump = stride
    return field

#%% wrong: starts from 0
def receptive_field(layers):
    field = 0
    jump = 1
    for kernel_size, stride in layers:
        field += (kernel_size - 1) * jump
        jump *= stride
    return field

#%% wrong: whole kernel added instead of kernel - 1
def receptive_field(layers):
    field = 1
    jump = 1
    for kernel_size, stride in layers:
        field += kernel_size * jump
        jump *= stride
    return field

#%% wrong: backward formula run from the front
def receptive_field(layers):
    field = 1
    for kernel_size, stride in layers:
        field = (field - 1) * stride + kernel_size
    return field
