#%% wrong: pads with zeros, which win among negative values
def max_pool2d(images, size, stride=None, padding=0):
    if stride is None:
        stride = size
    n, c, h, w = images.shape
    columns = F.unfold(images, size, stride=stride, padding=padding)
    columns = columns.view(n, c, size * size, -1)
    h_out = (h + 2 * padding - size) // stride + 1
    w_out = (w + 2 * padding - size) // stride + 1
    return columns.max(dim=2).values.view(n, c, h_out, w_out)

#%% wrong: stride is 1 where none is given
def max_pool2d(images, size, stride=None, padding=0):
    if stride is None:
        stride = 1
    n, c, h, w = images.shape
    images = F.pad(images, (padding,) * 4, value=float("-inf"))
    h_out = (h + 2 * padding - size) // stride + 1
    w_out = (w + 2 * padding - size) // stride + 1
    out = torch.zeros(n, c, h_out, w_out)
    for i in range(h_out):
        for j in range(w_out):
            window = images[:, :, i * stride:i * stride + size, j * stride:j * stride + size]
            out[:, :, i, j] = window.amax(dim=(2, 3))
    return out

#%% wrong: maximum over all channels together
def max_pool2d(images, size, stride=None, padding=0):
    if stride is None:
        stride = size
    n, c, h, w = images.shape
    images = F.pad(images, (padding, padding, padding, padding), value=float("-inf"))
    columns = F.unfold(images, size, stride=stride)
    h_out = (h + 2 * padding - size) // stride + 1
    w_out = (w + 2 * padding - size) // stride + 1
    return columns.max(dim=1).values.view(n, 1, h_out, w_out)

#%% wrong: reshape into blocks, the stride argument has no effect
def max_pool2d(images, size, stride=None, padding=0):
    images = F.pad(images, (padding, padding, padding, padding), value=float("-inf"))
    n, c, h, w = images.shape
    h_out = h // size
    w_out = w // size
    images = images[:, :, :h_out * size, :w_out * size]
    blocks = images.reshape(n, c, h_out, size, w_out, size)
    return blocks.amax(dim=(3, 5))

#%% wrong: incomplete windows at the end pooled as well
def max_pool2d(images, size, stride=None, padding=0):
    if stride is None:
        stride = size
    images = F.pad(images, (padding, padding, padding, padding), value=float("-inf"))
    n, c, h, w = images.shape
    rows = []
    for i in range(0, h, stride):
        row = []
        for j in range(0, w, stride):
            row.append(images[:, :, i:i + size, j:j + size].amax(dim=(2, 3)))
        rows.append(torch.stack(row, dim=2))
    return torch.stack(rows, dim=2)

#%% wrong: output taken as square
def max_pool2d(images, size, stride=None, padding=0):
    if stride is None:
        stride = size
    n, c, h, w = images.shape
    images = F.pad(images, (padding, padding, padding, padding), value=float("-inf"))
    out_size = (h + 2 * padding - size) // stride + 1
    out = torch.zeros(n, c, out_size, out_size)
    for i in range(out_size):
        for j in range(out_size):
            window = images[:, :, i * stride:i * stride + size, j * stride:j * stride + size]
            out[:, :, i, j] = window.reshape(n, c, -1).max(dim=2).values
    return out
