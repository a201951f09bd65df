#%% right: padded with −∞, windows by unfold
def max_pool2d(images, size, stride=None, padding=0):
    stride = size if stride is None else stride
    padded = F.pad(images, [padding] * 4, value=-math.inf)
    windows = padded.unfold(2, size, stride).unfold(3, size, stride)
    return windows.amax(dim=(4, 5))


#%% right: a loop over the positions of the window
def max_pool2d(images, size, stride=None, padding=0):
    if stride is None:
        stride = size
    n, channels, height, width = images.shape
    padded = torch.full(
        (n, channels, height + 2 * padding, width + 2 * padding), -math.inf, dtype=images.dtype
    )
    padded[:, :, padding : padding + height, padding : padding + width] = images
    rows = [
        torch.stack(
            [
                padded[:, :, top : top + size, left : left + size].flatten(2).max(dim=2).values
                for left in range(0, padded.shape[3] - size + 1, stride)
            ],
            dim=2,
        )
        for top in range(0, padded.shape[2] - size + 1, stride)
    ]
    return torch.stack(rows, dim=2)


#%% right: windows that are cut off at the border, so that nothing is padded
def max_pool2d(images, size, stride=None, padding=0):
    stride = stride or size
    height = (images.shape[2] + 2 * padding - size) // stride + 1
    width = (images.shape[3] + 2 * padding - size) // stride + 1
    output = images.new_empty(*images.shape[:2], height, width)
    for row in range(height):
        for column in range(width):
            top, left = row * stride - padding, column * stride - padding
            window = images[:, :, max(top, 0) : top + size, max(left, 0) : left + size]
            output[:, :, row, column] = window.amax(dim=(2, 3))
    return output


#%% right: a loop over the pixels of a window, the larger of two each time
def max_pool2d(images, size, stride=None, padding=0):
    stride = stride or size
    padded = F.pad(images, [padding] * 4, value=float("-inf"))
    height = (padded.shape[2] - size) // stride + 1
    width = (padded.shape[3] - size) // stride + 1
    output = None
    for i in range(size):
        for j in range(size):
            rows = slice(i, i + stride * (height - 1) + 1, stride)
            columns = slice(j, j + stride * (width - 1) + 1, stride)
            pixels = padded[:, :, rows, columns]
            output = pixels if output is None else torch.maximum(output, pixels)
    return output


#%% right: windows as columns
def max_pool2d(images, size, stride=None, padding=0):
    stride = stride or size
    padded = F.pad(images, [padding] * 4, value=-math.inf)
    height = (padded.shape[2] - size) // stride + 1
    columns = F.unfold(padded, size, stride=stride)
    columns = columns.reshape(*images.shape[:2], size * size, -1)
    return columns.max(dim=2)[0].reshape(*images.shape[:2], height, -1)


#%% right: first the rows, then the columns
def max_pool2d(images, size, stride=None, padding=0):
    stride = stride or size
    padded = F.pad(images, [padding] * 4, value=-math.inf)
    return padded.unfold(2, size, stride).amax(-1).unfold(3, size, stride).amax(-1)


#%% right: calls itself where settings are left out
def max_pool2d(images, size, stride=None, padding=0):
    if stride is None:
        return max_pool2d(images, size, size, padding)
    if padding > 0:
        return max_pool2d(F.pad(images, [padding] * 4, value=-math.inf), size, stride)
    return images.unfold(2, size, stride).unfold(3, size, stride).amax(dim=(-2, -1))


#%% wrong: pads with zeros | must never win
def max_pool2d(images, size, stride=None, padding=0):
    stride = stride or size
    padded = F.pad(images, [padding] * 4)
    return padded.unfold(2, size, stride).unfold(3, size, stride).amax(dim=(4, 5))


#%% wrong: the zeros of unfold's own padding | must never win
def max_pool2d(images, size, stride=None, padding=0):
    stride = stride or size
    n, channels, height, width = images.shape
    columns = F.unfold(images, size, padding=padding, stride=stride)
    largest = columns.reshape(n, channels, size * size, -1).amax(dim=2)
    height = (height + 2 * padding - size) // stride + 1
    width = (width + 2 * padding - size) // stride + 1
    return largest.reshape(n, channels, height, width)


#%% wrong: ignores padding | padding has no effect
def max_pool2d(images, size, stride=None, padding=0):
    stride = stride or size
    return images.unfold(2, size, stride).unfold(3, size, stride).amax(dim=(4, 5))


#%% wrong: moves by 1 where no stride is given | not 1
def max_pool2d(images, size, stride=1, padding=0):
    padded = F.pad(images, [padding] * 4, value=-math.inf)
    return padded.unfold(2, size, stride).unfold(3, size, stride).amax(dim=(4, 5))


#%% wrong: does nothing about a missing stride | Read the message
def max_pool2d(images, size, stride=None, padding=0):
    padded = F.pad(images, [padding] * 4, value=-math.inf)
    height = (padded.shape[2] - size) // stride + 1
    width = (padded.shape[3] - size) // stride + 1
    output = images.new_zeros(*images.shape[:2], height, width)
    for row in range(height):
        for column in range(width):
            top, left = row * stride, column * stride
            window = padded[:, :, top : top + size, left : left + size]
            output[:, :, row, column] = window.amax(dim=(2, 3))
    return output


#%% wrong: ignores stride | stride has no effect
def max_pool2d(images, size, stride=None, padding=0):
    padded = F.pad(images, [padding] * 4, value=-math.inf)
    return padded.unfold(2, size, size).unfold(3, size, size).amax(dim=(4, 5))


#%% wrong: always moves by 2 | always moves by 2
def max_pool2d(images, size, stride=None, padding=0):
    padded = F.pad(images, [padding] * 4, value=-math.inf)
    return padded.unfold(2, size, 2).unfold(3, size, 2).amax(dim=(4, 5))


#%% wrong: the mean of each window | average pooling
def max_pool2d(images, size, stride=None, padding=0):
    stride = stride or size
    padded = F.pad(images, [padding] * 4)
    return padded.unfold(2, size, stride).unfold(3, size, stride).mean(dim=(4, 5))


#%% wrong: the smallest number of each window | smallest number
def max_pool2d(images, size, stride=None, padding=0):
    stride = stride or size
    padded = F.pad(images, [padding] * 4, value=math.inf)
    return padded.unfold(2, size, stride).unfold(3, size, stride).amin(dim=(4, 5))


#%% wrong: counts a last window that sticks out | Round down
def max_pool2d(images, size, stride=None, padding=0):
    stride = stride or size
    padded = F.pad(images, [padding] * 4, value=-math.inf)
    height = math.ceil((padded.shape[2] - size) / stride) + 1
    width = math.ceil((padded.shape[3] - size) / stride) + 1
    output = images.new_zeros(*images.shape[:2], height, width)
    for row in range(height):
        for column in range(width):
            top, left = row * stride, column * stride
            window = padded[:, :, top : top + size, left : left + size]
            output[:, :, row, column] = window.amax(dim=(2, 3))
    return output


#%% wrong: counts a last window that sticks out, as torch does with ceil_mode | Round down
def max_pool2d(images, size, stride=None, padding=0):
    stride = stride or size
    padded = F.pad(images, [padding] * 4, value=-math.inf)
    counts = [math.ceil((side - size) / stride) + 1 for side in padded.shape[2:]]
    ends = [side + padding for side in images.shape[2:]]
    height, width = (n - ((n - 1) * stride >= end) for n, end in zip(counts, ends))
    output = images.new_zeros(*images.shape[:2], height, width)
    for row in range(height):
        for column in range(width):
            top, left = row * stride, column * stride
            window = padded[:, :, top : top + size, left : left + size]
            output[:, :, row, column] = window.amax(dim=(2, 3))
    return output


#%% wrong: one channel comes out | pooled alone
def max_pool2d(images, size, stride=None, padding=0):
    stride = stride or size
    padded = F.pad(images.amax(dim=1, keepdim=True), [padding] * 4, value=-math.inf)
    return padded.unfold(2, size, stride).unfold(3, size, stride).amax(dim=(4, 5))


#%% wrong: the largest of the whole batch | in each image and channel alone
def max_pool2d(images, size, stride=None, padding=0):
    stride = stride or size
    padded = F.pad(images, [padding] * 4, value=-math.inf)
    height = (padded.shape[2] - size) // stride + 1
    width = (padded.shape[3] - size) // stride + 1
    output = images.new_zeros(*images.shape[:2], height, width)
    for row in range(height):
        for column in range(width):
            top, left = row * stride, column * stride
            window = padded[:, :, top : top + size, left : left + size]
            output[:, :, row, column] = window.max()
    return output


#%% wrong: pads above and on the left only | both sides
def max_pool2d(images, size, stride=None, padding=0):
    stride = stride or size
    padded = F.pad(images, (padding, 0, padding, 0), value=-math.inf)
    return padded.unfold(2, size, stride).unfold(3, size, stride).amax(dim=(4, 5))


#%% wrong: forgets .values after max | a tuple came
def max_pool2d(images, size, stride=None, padding=0):
    stride = stride or size
    padded = F.pad(images, [padding] * 4, value=-math.inf)
    return padded.unfold(2, size, stride).unfold(3, size, stride).flatten(4).max(dim=4)


#%% wrong: where the largest number is | dtype is torch.int64
def max_pool2d(images, size, stride=None, padding=0):
    stride = stride or size
    padded = F.pad(images, [padding] * 4, value=-math.inf)
    return padded.unfold(2, size, stride).unfold(3, size, stride).flatten(4).argmax(dim=4)


#%% wrong: forgets to take the largest | The shape is
def max_pool2d(images, size, stride=None, padding=0):
    stride = stride or size
    padded = F.pad(images, [padding] * 4, value=-math.inf)
    return padded.unfold(2, size, stride).unfold(3, size, stride)


#%% wrong: the result is float32 whatever the images are | dtype is torch.float32
def max_pool2d(images, size, stride=None, padding=0):
    stride = stride or size
    padded = F.pad(images, [padding] * 4, value=-math.inf)
    height = (padded.shape[2] - size) // stride + 1
    width = (padded.shape[3] - size) // stride + 1
    output = torch.zeros(*images.shape[:2], height, width)
    for row in range(height):
        for column in range(width):
            top, left = row * stride, column * stride
            window = padded[:, :, top : top + size, left : left + size]
            output[:, :, row, column] = window.amax(dim=(2, 3))
    return output


#%% wrong: collects the largest numbers in the images themselves | in place
def max_pool2d(images, size, stride=None, padding=0):
    stride = stride or size
    padded = images
    if padding > 0:
        padded = F.pad(images, [padding] * 4, value=-math.inf)
    height = (padded.shape[2] - size) // stride + 1
    width = (padded.shape[3] - size) // stride + 1
    bottom, right = stride * (height - 1) + 1, stride * (width - 1) + 1
    output = padded[:, :, 0:bottom:stride, 0:right:stride]
    for i in range(size):
        for j in range(size):
            pixels = padded[:, :, i : i + bottom : stride, j : j + right : stride]
            larger = pixels > output
            output[larger] = pixels[larger]
    return output


#%% wrong: forgets to return | returned None
def max_pool2d(images, size, stride=None, padding=0):
    stride = stride or size
    padded = F.pad(images, [padding] * 4, value=-math.inf)
    padded.unfold(2, size, stride).unfold(3, size, stride).amax(dim=(4, 5))


#%% wrong: hands it on to torch | Well found
def max_pool2d(images, size, stride=None, padding=0):
    return F.max_pool2d(images, size, stride, padding)


#%% wrong: a layer of torch | Well found
def max_pool2d(images, size, stride=None, padding=0):
    return nn.MaxPool2d(size, stride, padding)(images)


#%% wrong: the layer of torch under this name | Well found
max_pool2d = nn.MaxPool2d


#%% wrong: max pooling in three axes | Well found
def max_pool2d(images, size, stride=None, padding=0):
    stride = stride or size
    size, stride, padding = (1, size, size), (1, stride, stride), (0, padding, padding)
    return F.max_pool3d(images, size, stride, padding)


#%% wrong: pads with −100 | lie below -100, yours does
def max_pool2d(images, size, stride=None, padding=0):
    stride = stride or size
    padded = F.pad(images, [padding] * 4, value=-100)
    return padded.unfold(2, size, stride).unfold(3, size, stride).amax(dim=(4, 5))


#%% wrong: pads with minus a thousand million | lie below -1,000,000,000, yours does
def max_pool2d(images, size, stride=None, padding=0):
    stride = stride or size
    padded = F.pad(images, [padding] * 4, value=-1e9)
    return padded.unfold(2, size, stride).unfold(3, size, stride).amax(dim=(4, 5))


#%% wrong: padding before stride | The arguments stride and padding stand in each other's place
def max_pool2d(images, size, padding=0, stride=None):
    stride = stride or size
    padded = F.pad(images, [padding] * 4, value=-math.inf)
    return padded.unfold(2, size, stride).unfold(3, size, stride).amax(dim=(4, 5))
