#%% wrong: output height and width swapped, right for square images
def conv2d(images, weight, bias=None, stride=1, padding=0):
    n, c, h, w = images.shape
    o, _, kh, kw = weight.shape
    columns = F.unfold(images, (kh, kw), stride=stride, padding=padding)
    out = weight.view(o, -1) @ columns
    if bias is not None:
        out = out + bias.view(1, -1, 1)
    h_out = (h + 2 * padding - kh) // stride + 1
    w_out = (w + 2 * padding - kw) // stride + 1
    return out.view(n, o, w_out, h_out)

#%% wrong: filters reshaped the wrong way, right for one filter only
def conv2d(images, weight, bias=None, stride=1, padding=0):
    n, c, h, w = images.shape
    o, _, kh, kw = weight.shape
    columns = F.unfold(images, (kh, kw), stride=stride, padding=padding)
    out = columns.transpose(1, 2) @ weight.reshape(-1, o)
    if bias is not None:
        out = out + bias
    h_out = (h + 2 * padding - kh) // stride + 1
    w_out = (w + 2 * padding - kw) // stride + 1
    return out.transpose(1, 2).reshape(n, o, h_out, w_out)

#%% wrong: reshaped without putting the channels back in front
def conv2d(images, weight, bias=None, stride=1, padding=0):
    n, c, h, w = images.shape
    o, _, kh, kw = weight.shape
    columns = F.unfold(images, (kh, kw), stride=stride, padding=padding)
    out = columns.transpose(1, 2) @ weight.view(o, -1).t()
    if bias is not None:
        out = out + bias
    h_out = (h + 2 * padding - kh) // stride + 1
    w_out = (w + 2 * padding - kw) // stride + 1
    return out.reshape(n, o, h_out, w_out)

#%% wrong: "if bias" fails for more than one filter
def conv2d(images, weight, bias=None, stride=1, padding=0):
    n, c, h, w = images.shape
    o, _, kh, kw = weight.shape
    columns = F.unfold(images, (kh, kw), stride=stride, padding=padding)
    out = weight.view(o, -1) @ columns
    if bias:
        out = out + bias.view(1, -1, 1)
    h_out = (h + 2 * padding - kh) // stride + 1
    w_out = (w + 2 * padding - kw) // stride + 1
    return out.view(n, o, h_out, w_out)

#%% wrong: bias never added
def conv2d(images, weight, bias=None, stride=1, padding=0):
    n, c, h, w = images.shape
    o, _, kh, kw = weight.shape
    columns = F.unfold(images, (kh, kw), stride=stride, padding=padding)
    out = weight.view(o, -1) @ columns
    h_out = (h + 2 * padding - kh) // stride + 1
    w_out = (w + 2 * padding - kw) // stride + 1
    return out.view(n, o, h_out, w_out)

#%% wrong: stride and padding ignored
def conv2d(images, weight, bias=None, stride=1, padding=0):
    n, c, h, w = images.shape
    o, _, kh, kw = weight.shape
    columns = F.unfold(images, (kh, kw))
    out = weight.view(o, -1) @ columns
    if bias is not None:
        out = out + bias.view(1, -1, 1)
    return out.view(n, o, h - kh + 1, w - kw + 1)
