#%% wrong: the + 1 forgotten
def conv_output_size(size, kernel_size, stride=1, padding=0, dilation=1):
    span = dilation * (kernel_size - 1) + 1
    if size + 2 * padding < span:
        raise ValueError("no window fits")
    return (size + 2 * padding - span) // stride

#%% wrong: rounds up instead of down
def conv_output_size(size, kernel_size, stride=1, padding=0, dilation=1):
    span = dilation * (kernel_size - 1) + 1
    if size + 2 * padding < span:
        raise ValueError("no window fits")
    return math.ceil((size + 2 * padding - span) / stride) + 1

#%% wrong: dilated kernel taken as dilation * kernel_size
def conv_output_size(size, kernel_size, stride=1, padding=0, dilation=1):
    numerator = size + 2 * padding - dilation * kernel_size
    if numerator < 0:
        raise ValueError("no window fits")
    return numerator // stride + 1

#%% wrong: int() cuts towards zero, a kernel just too large with stride 2 passes
def conv_output_size(size, kernel_size, stride=1, padding=0, dilation=1):
    out = int((size + 2 * padding - dilation * (kernel_size - 1) - 1) / stride) + 1
    if out < 1:
        raise ValueError("no window fits")
    return out

#%% wrong: ValueError although the padding makes room
def conv_output_size(size, kernel_size, stride=1, padding=0, dilation=1):
    span = dilation * (kernel_size - 1) + 1
    if span > size:
        raise ValueError("kernel larger than the image")
    return (size + 2 * padding - span) // stride + 1

#%% wrong: no ValueError
def conv_output_size(size, kernel_size, stride=1, padding=0, dilation=1):
    return (size + 2 * padding - dilation * (kernel_size - 1) - 1) // stride + 1
