#%% right: unfold and one matrix product
def conv2d(images, weight, bias=None, stride=1, padding=0):
    n_filters, _, k_height, k_width = weight.shape
    windows = F.unfold(images, (k_height, k_width), padding=padding, stride=stride)
    sums = weight.reshape(n_filters, -1) @ windows
    if bias is not None:
        sums = sums + bias[:, None]
    height = (images.shape[2] + 2 * padding - k_height) // stride + 1
    width = (images.shape[3] + 2 * padding - k_width) // stride + 1
    return sums.reshape(len(images), n_filters, height, width)


#%% right: windows as rows, folded back
def conv2d(images, weight, bias=None, stride=1, padding=0):
    k_height, k_width = weight.shape[2:]
    cut = nn.Unfold((k_height, k_width), padding=padding, stride=stride)
    rows = cut(images).transpose(1, 2)  # N × positions × C·k·k
    sums = rows @ weight.flatten(1).T
    if bias is not None:
        sums = sums + bias
    height = (images.shape[2] + 2 * padding - k_height) // stride + 1
    width = (images.shape[3] + 2 * padding - k_width) // stride + 1
    return F.fold(sums.transpose(1, 2), (height, width), 1)


#%% right: unfold as a method, and einsum
def conv2d(images, weight, bias=None, stride=1, padding=0):
    padded = F.pad(images, (padding, padding, padding, padding))
    windows = padded.unfold(2, weight.shape[2], stride).unfold(3, weight.shape[3], stride)
    output = torch.einsum("nchwij,fcij->nfhw", windows, weight)
    return output if bias is None else output + bias.reshape(1, -1, 1, 1)


#%% right: a loop over the positions of the window
def conv2d(images, weight, bias=None, stride=1, padding=0):
    n_filters, _, k_height, k_width = weight.shape
    padded = F.pad(images, [padding] * 4)
    height = (padded.shape[2] - k_height) // stride + 1
    width = (padded.shape[3] - k_width) // stride + 1
    output = images.new_zeros(len(images), n_filters, height, width)
    for row in range(height):
        for column in range(width):
            top, left = row * stride, column * stride
            window = padded[:, :, top : top + k_height, left : left + k_width]
            output[:, :, row, column] = torch.tensordot(window, weight, ([1, 2, 3], [1, 2, 3]))
    if bias is not None:
        output += bias[:, None, None]
    return output


#%% right: a loop over the images, one filter after the other
def conv2d(images, weight, bias=None, stride=1, padding=0):
    k_height, k_width = weight.shape[2:]
    height = (images.shape[2] + 2 * padding - k_height) // stride + 1
    if bias is None:
        bias = torch.zeros(len(weight), dtype=images.dtype)
    outputs = []
    for image in images:
        columns = F.unfold(image[None], (k_height, k_width), padding=padding, stride=stride)[0]
        maps = [one.flatten() @ columns + b for one, b in zip(weight, bias)]
        outputs.append(torch.stack([m.reshape(height, -1) for m in maps]))
    return torch.stack(outputs)


#%% right: a loop over the weights, each times every pixel that it meets
def conv2d(images, weight, bias=None, stride=1, padding=0):
    k_height, k_width = weight.shape[2:]
    padded = F.pad(images, [padding] * 4)
    height = (padded.shape[2] - k_height) // stride + 1
    width = (padded.shape[3] - k_width) // stride + 1
    output = 0 if bias is None else bias[None, :, None, None]
    for i in range(k_height):
        for j in range(k_width):
            rows = slice(i, i + stride * (height - 1) + 1, stride)
            columns = slice(j, j + stride * (width - 1) + 1, stride)
            pixels = padded[:, :, rows, columns]
            output = output + torch.einsum("nchw,fc->nfhw", pixels, weight[:, :, i, j])
    return output


#%% wrong: ignores stride | stride has no effect
def conv2d(images, weight, bias=None, stride=1, padding=0):
    n_filters, _, k_height, k_width = weight.shape
    windows = F.unfold(images, (k_height, k_width), padding=padding)
    sums = weight.reshape(n_filters, -1) @ windows
    if bias is not None:
        sums = sums + bias[:, None]
    height = images.shape[2] + 2 * padding - k_height + 1
    width = images.shape[3] + 2 * padding - k_width + 1
    return sums.reshape(len(images), n_filters, height, width)


#%% wrong: ignores padding | padding has no effect
def conv2d(images, weight, bias=None, stride=1, padding=0):
    n_filters, _, k_height, k_width = weight.shape
    windows = F.unfold(images, (k_height, k_width), stride=stride)
    sums = weight.reshape(n_filters, -1) @ windows
    if bias is not None:
        sums = sums + bias[:, None]
    height = (images.shape[2] - k_height) // stride + 1
    width = (images.shape[3] - k_width) // stride + 1
    return sums.reshape(len(images), n_filters, height, width)


#%% wrong: forgets the bias | bias is not added
def conv2d(images, weight, bias=None, stride=1, padding=0):
    n_filters, _, k_height, k_width = weight.shape
    windows = F.unfold(images, (k_height, k_width), padding=padding, stride=stride)
    height = (images.shape[2] + 2 * padding - k_height) // stride + 1
    sums = weight.reshape(n_filters, -1) @ windows
    return sums.reshape(len(images), n_filters, height, -1)


#%% wrong: turns the filters | turned by 180 degrees
def conv2d(images, weight, bias=None, stride=1, padding=0):
    n_filters, _, k_height, k_width = weight.shape
    windows = F.unfold(images, (k_height, k_width), padding=padding, stride=stride)
    sums = weight.flip(2, 3).reshape(n_filters, -1) @ windows
    if bias is not None:
        sums = sums + bias[:, None]
    height = (images.shape[2] + 2 * padding - k_height) // stride + 1
    return sums.reshape(len(images), n_filters, height, -1)


#%% wrong: takes one channel only | Only the first channel
def conv2d(images, weight, bias=None, stride=1, padding=0):
    n_filters, _, k_height, k_width = weight.shape
    windows = F.unfold(images[:, :1], (k_height, k_width), padding=padding, stride=stride)
    sums = weight[:, 0].reshape(n_filters, -1) @ windows
    if bias is not None:
        sums = sums + bias[:, None]
    height = (images.shape[2] + 2 * padding - k_height) // stride + 1
    return sums.reshape(len(images), n_filters, height, -1)


#%% wrong: the mean over the channels | mean over the channels
def conv2d(images, weight, bias=None, stride=1, padding=0):
    padded = F.pad(images, [padding] * 4)
    windows = padded.unfold(2, weight.shape[2], stride).unfold(3, weight.shape[3], stride)
    output = torch.einsum("nchwij,fcij->nfchw", windows, weight).mean(dim=2)
    return output if bias is None else output + bias[:, None, None]


#%% wrong: adds the bias for each channel | once for every channel
def conv2d(images, weight, bias=None, stride=1, padding=0):
    padded = F.pad(images, [padding] * 4)
    windows = padded.unfold(2, weight.shape[2], stride).unfold(3, weight.shape[3], stride)
    output = 0
    for channel in range(images.shape[1]):
        part = torch.einsum("nhwij,fij->nfhw", windows[:, channel], weight[:, channel])
        output = output + part
        if bias is not None:
            output = output + bias[:, None, None]
    return output


#%% wrong: adds the bias along the columns | wrong axis
def conv2d(images, weight, bias=None, stride=1, padding=0):
    n_filters, _, k_height, k_width = weight.shape
    windows = F.unfold(images, (k_height, k_width), padding=padding, stride=stride)
    height = (images.shape[2] + 2 * padding - k_height) // stride + 1
    sums = weight.reshape(n_filters, -1) @ windows
    output = sums.reshape(len(images), n_filters, height, -1)
    return output if bias is None else output + bias


#%% wrong: copies the first image's result | Only the first image is computed
def conv2d(images, weight, bias=None, stride=1, padding=0):
    n_filters, _, k_height, k_width = weight.shape
    windows = F.unfold(images, (k_height, k_width), padding=padding, stride=stride)
    height = (images.shape[2] + 2 * padding - k_height) // stride + 1
    width = (images.shape[3] + 2 * padding - k_width) // stride + 1
    output = torch.zeros(len(images), n_filters, height, width, dtype=images.dtype)
    sums = weight.reshape(n_filters, -1) @ windows[0]
    if bias is not None:
        sums = sums + bias[:, None]
    output[:] = sums.reshape(n_filters, height, width)
    return output


#%% wrong: gives the first image only | The shape is
def conv2d(images, weight, bias=None, stride=1, padding=0):
    n_filters, _, k_height, k_width = weight.shape
    windows = F.unfold(images, (k_height, k_width), padding=padding, stride=stride)[0]
    sums = weight.reshape(n_filters, -1) @ windows
    if bias is not None:
        sums = sums + bias[:, None]
    height = (images.shape[2] + 2 * padding - k_height) // stride + 1
    return sums.reshape(1, n_filters, height, -1)


#%% wrong: works for a batch of one | Read the message
def conv2d(images, weight, bias=None, stride=1, padding=0):
    n_filters, _, k_height, k_width = weight.shape
    windows = F.unfold(images, (k_height, k_width), padding=padding, stride=stride)
    sums = weight.reshape(n_filters, -1) @ windows
    if bias is not None:
        sums = sums + bias[:, None]
    height = (images.shape[2] + 2 * padding - k_height) // stride + 1
    width = (images.shape[3] + 2 * padding - k_width) // stride + 1
    return sums.reshape(1, n_filters, height, width)


#%% wrong: the size without the stride | Read the message
def conv2d(images, weight, bias=None, stride=1, padding=0):
    n_filters, _, k_height, k_width = weight.shape
    windows = F.unfold(images, (k_height, k_width), padding=padding, stride=stride)
    sums = weight.reshape(n_filters, -1) @ windows
    if bias is not None:
        sums = sums + bias[:, None]
    height = images.shape[2] + 2 * padding - k_height + 1
    width = images.shape[3] + 2 * padding - k_width + 1
    return sums.reshape(len(images), n_filters, height, width)


#%% wrong: takes the filters to be square, as the lesson does | Read the message
def conv2d(images, weight, bias=None, stride=1, padding=0):
    n_filters, _, size, _ = weight.shape
    windows = F.unfold(images, size, padding=padding, stride=stride)
    sums = weight.reshape(n_filters, -1) @ windows
    if bias is not None:
        sums = sums + bias[:, None]
    height = (images.shape[2] + 2 * padding - size) // stride + 1
    width = (images.shape[3] + 2 * padding - size) // stride + 1
    return sums.reshape(len(images), n_filters, height, width)


#%% wrong: width before height | The shape is
def conv2d(images, weight, bias=None, stride=1, padding=0):
    n_filters, _, k_height, k_width = weight.shape
    windows = F.unfold(images, (k_height, k_width), padding=padding, stride=stride)
    sums = weight.reshape(n_filters, -1) @ windows
    if bias is not None:
        sums = sums + bias[:, None]
    height = (images.shape[2] + 2 * padding - k_height) // stride + 1
    width = (images.shape[3] + 2 * padding - k_width) // stride + 1
    return sums.reshape(len(images), n_filters, width, height)


#%% wrong: reshapes N × positions × F without exchanging the axes | transpose
def conv2d(images, weight, bias=None, stride=1, padding=0):
    n_filters, _, k_height, k_width = weight.shape
    windows = F.unfold(images, (k_height, k_width), padding=padding, stride=stride)
    sums = windows.transpose(1, 2) @ weight.reshape(n_filters, -1).T
    if bias is not None:
        sums = sums + bias
    height = (images.shape[2] + 2 * padding - k_height) // stride + 1
    width = (images.shape[3] + 2 * padding - k_width) // stride + 1
    return sums.reshape(len(images), n_filters, height, width)


#%% wrong: mixes the weights of the filters | F rows of C
def conv2d(images, weight, bias=None, stride=1, padding=0):
    n_filters, _, k_height, k_width = weight.shape
    windows = F.unfold(images, (k_height, k_width), padding=padding, stride=stride)
    sums = weight.reshape(-1, n_filters).T @ windows
    if bias is not None:
        sums = sums + bias[:, None]
    height = (images.shape[2] + 2 * padding - k_height) // stride + 1
    return sums.reshape(len(images), n_filters, height, -1)


#%% wrong: asks whether the bias is true | Read the message
def conv2d(images, weight, bias=None, stride=1, padding=0):
    n_filters, _, k_height, k_width = weight.shape
    windows = F.unfold(images, (k_height, k_width), padding=padding, stride=stride)
    sums = weight.reshape(n_filters, -1) @ windows
    if bias:
        sums = sums + bias[:, None]
    height = (images.shape[2] + 2 * padding - k_height) // stride + 1
    return sums.reshape(len(images), n_filters, height, -1)


#%% wrong: changes the bias in place | in place
def conv2d(images, weight, bias=None, stride=1, padding=0):
    n_filters, _, k_height, k_width = weight.shape
    windows = F.unfold(images, (k_height, k_width), padding=padding, stride=stride)
    sums = weight.reshape(n_filters, -1) @ windows
    if bias is not None:
        sums += bias.unsqueeze_(1)
    height = (images.shape[2] + 2 * padding - k_height) // stride + 1
    return sums.reshape(len(images), n_filters, height, -1)


#%% wrong: the result is float32 whatever the images are | dtype is torch.float32
def conv2d(images, weight, bias=None, stride=1, padding=0):
    n_filters, _, k_height, k_width = weight.shape
    padded = F.pad(images, [padding] * 4)
    height = (padded.shape[2] - k_height) // stride + 1
    width = (padded.shape[3] - k_width) // stride + 1
    output = torch.zeros(len(images), n_filters, height, width)
    for row in range(height):
        for column in range(width):
            top, left = row * stride, column * stride
            window = padded[:, None, :, top : top + k_height, left : left + k_width]
            output[:, :, row, column] = (window * weight).sum(dim=(2, 3, 4))
    return output if bias is None else output + bias[:, None, None]


#%% wrong: forgets to return | returned None
def conv2d(images, weight, bias=None, stride=1, padding=0):
    n_filters, _, k_height, k_width = weight.shape
    windows = F.unfold(images, (k_height, k_width), padding=padding, stride=stride)
    sums = weight.reshape(n_filters, -1) @ windows
    if bias is not None:
        sums = sums + bias[:, None]
    height = (images.shape[2] + 2 * padding - k_height) // stride + 1
    sums.reshape(len(images), n_filters, height, -1)


#%% wrong: hands it on to torch | Well found
def conv2d(images, weight, bias=None, stride=1, padding=0):
    return F.conv2d(images, weight, bias, stride, padding)


#%% wrong: a layer of torch with these weights | Well found
def conv2d(images, weight, bias=None, stride=1, padding=0):
    n_filters, n_channels, *size = weight.shape
    layer = nn.Conv2d(n_channels, n_filters, size, stride, padding, bias=bias is not None)
    layer.weight.data = weight
    if bias is not None:
        layer.bias.data = bias
    return layer(images)


#%% wrong: the function of torch under the same name | Well found
from torch.nn.functional import conv2d


#%% wrong: the function of torch, called by another name | Well found
from torch.nn.functional import conv2d as convolve


def conv2d(images, weight, bias=None, stride=1, padding=0):
    return convolve(images, weight, bias, stride, padding)


#%% wrong: padding before stride | The arguments stride and padding stand in each other's place
def conv2d(images, weight, bias=None, padding=0, stride=1):
    n_filters, _, k_height, k_width = weight.shape
    columns = F.unfold(images, (k_height, k_width), padding=padding, stride=stride)
    sums = weight.reshape(n_filters, -1) @ columns
    if bias is not None:
        sums = sums + bias[:, None]
    height = (images.shape[2] + 2 * padding - k_height) // stride + 1
    return sums.reshape(len(images), n_filters, height, -1)
