#%% wrong: height used for the width too, square images only
def conv2d_loops(image, kernel):
    size = image.shape[0]
    k = kernel.shape[0]
    out = size - k + 1
    result = torch.zeros(out, out)
    for i in range(out):
        for j in range(out):
            result[i, j] = (image[i:i + k, j:j + k] * kernel).sum()
    return result

#%% wrong: last row and last column missing
def conv2d_loops(image, kernel):
    h, w = image.shape
    kh, kw = kernel.shape
    result = torch.zeros(h - kh, w - kw)
    for i in range(h - kh):
        for j in range(w - kw):
            result[i, j] = (image[i:i + kh, j:j + kw] * kernel).sum()
    return result

#%% wrong: output as large as the image, zeros at the border
def conv2d_loops(image, kernel):
    h, w = image.shape
    kh, kw = kernel.shape
    result = torch.zeros(h, w)
    for i in range(h - kh + 1):
        for j in range(w - kw + 1):
            result[i, j] = (image[i:i + kh, j:j + kw] * kernel).sum()
    return result

#%% wrong: matrix product instead of element-wise product
def conv2d_loops(image, kernel):
    h, w = image.shape
    kh, kw = kernel.shape
    result = torch.zeros(h - kh + 1, w - kw + 1)
    for i in range(h - kh + 1):
        for j in range(w - kw + 1):
            result[i, j] = (image[i:i + kh, j:j + kw] @ kernel).sum()
    return result

#%% wrong: filter taken as 3x3 whatever it is
def conv2d_loops(image, kernel):
    h, w = image.shape
    result = torch.zeros(h - 2, w - 2)
    for i in range(h - 2):
        for j in range(w - 2):
            total = 0.0
            for a in range(3):
                for b in range(3):
                    total += image[i + a, j + b] * kernel[a, b]
            result[i, j] = total
    return result

#%% wrong: mean of the window instead of the sum
def conv2d_loops(image, kernel):
    h, w = image.shape
    kh, kw = kernel.shape
    result = torch.zeros(h - kh + 1, w - kw + 1)
    for i in range(h - kh + 1):
        for j in range(w - kw + 1):
            result[i, j] = (image[i:i + kh, j:j + kw] * kernel).mean()
    return result
