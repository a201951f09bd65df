#%% right: a window and a sum at each position
def conv2d_loops(image, kernel):
    k_height, k_width = kernel.shape
    height, width = image.shape[0] - k_height + 1, image.shape[1] - k_width + 1
    output = torch.zeros(height, width, dtype=image.dtype)
    for row in range(height):
        for column in range(width):
            window = image[row : row + k_height, column : column + k_width]
            output[row, column] = (window * kernel).sum()
    return output


#%% right: four loops over plain numbers
def conv2d_loops(image, kernel):
    k_height, k_width = kernel.shape
    rows = []
    for row in range(image.shape[0] - k_height + 1):
        sums = []
        for column in range(image.shape[1] - k_width + 1):
            total = 0.0
            for i in range(k_height):
                for j in range(k_width):
                    total += image[row + i, column + j].item() * kernel[i, j].item()
            sums.append(total)
        rows.append(sums)
    return torch.tensor(rows, dtype=image.dtype)


#%% right: one loop over the weights, each times a shifted image
def conv2d_loops(image, kernel):
    k_height, k_width = kernel.shape
    height, width = image.shape[0] - k_height + 1, image.shape[1] - k_width + 1
    output = image.new_zeros(height, width)
    for i in range(k_height):
        for j in range(k_width):
            output += kernel[i, j] * image[i : i + height, j : j + width]
    return output


#%% right: lists of sums, stacked at the end
def conv2d_loops(image, kernel):
    k_height, k_width = kernel.shape
    weights = kernel.flatten()
    rows = []
    for top in range(image.size(0) - k_height + 1):
        windows = [
            image[top : top + k_height, left : left + k_width].flatten()
            for left in range(image.size(1) - k_width + 1)
        ]
        rows.append(torch.stack([window @ weights for window in windows]))
    return torch.stack(rows)


#%% right: an array of NumPy inside, a tensor outside
def conv2d_loops(image, kernel):
    import numpy as np

    pixels, weights = image.numpy(), kernel.numpy()
    k_height, k_width = weights.shape
    output = np.empty_like(pixels[k_height - 1 :, k_width - 1 :])
    for row, column in np.ndindex(output.shape):
        output[row, column] = (
            pixels[row : row + k_height, column : column + k_width] * weights
        ).sum()
    return torch.from_numpy(output)


#%% wrong: takes the filter to be square, as the lesson does | Read the message
def conv2d_loops(image, kernel):
    size = kernel.shape[0]
    height, width = image.shape[0] - size + 1, image.shape[1] - size + 1
    output = torch.zeros(height, width)
    for row in range(height):
        for column in range(width):
            window = image[row : row + size, column : column + size]
            output[row, column] = (window * kernel).sum()
    return output


#%% wrong: the result is float32 whatever the image is | dtype is torch.float32
def conv2d_loops(image, kernel):
    k_height, k_width = kernel.shape
    height, width = image.shape[0] - k_height + 1, image.shape[1] - k_width + 1
    output = torch.zeros(height, width)
    for row in range(height):
        for column in range(width):
            window = image[row : row + k_height, column : column + k_width]
            output[row, column] = (window * kernel).sum()
    return output


#%% wrong: computes in float32 and hides it | the dtype of the image
def conv2d_loops(image, kernel):
    k_height, k_width = kernel.shape
    height, width = image.shape[0] - k_height + 1, image.shape[1] - k_width + 1
    output = torch.zeros(height, width)
    for row in range(height):
        for column in range(width):
            window = image[row : row + k_height, column : column + k_width]
            output[row, column] = (window * kernel).sum()
    return output.to(image.dtype)


#%% wrong: turns the filter | turned by 180 degrees
def conv2d_loops(image, kernel):
    kernel = kernel.flip(0, 1)
    k_height, k_width = kernel.shape
    height, width = image.shape[0] - k_height + 1, image.shape[1] - k_width + 1
    output = torch.zeros(height, width, dtype=image.dtype)
    for row in range(height):
        for column in range(width):
            window = image[row : row + k_height, column : column + k_width]
            output[row, column] = (window * kernel).sum()
    return output


#%% wrong: transposes the filter | columns of the filter are exchanged
def conv2d_loops(image, kernel):
    kernel = kernel.T
    k_height, k_width = kernel.shape
    height, width = image.shape[0] - k_height + 1, image.shape[1] - k_width + 1
    output = torch.zeros(height, width, dtype=image.dtype)
    for row in range(height):
        for column in range(width):
            window = image[row : row + k_height, column : column + k_width]
            output[row, column] = (window * kernel).sum()
    return output


#%% wrong: keeps the size of the image | Only whole windows count
def conv2d_loops(image, kernel):
    k_height, k_width = kernel.shape
    around = ((k_width - 1) // 2, k_width // 2, (k_height - 1) // 2, k_height // 2)
    padded = F.pad(image, around)
    output = torch.zeros_like(image)
    for row in range(image.shape[0]):
        for column in range(image.shape[1]):
            window = padded[row : row + k_height, column : column + k_width]
            output[row, column] = (window * kernel).sum()
    return output


#%% wrong: pads with k // 2, also for even k | Only whole windows count
def conv2d_loops(image, kernel):
    k_height, k_width = kernel.shape
    padded = F.pad(image, (k_width // 2, k_width // 2, k_height // 2, k_height // 2))
    output = torch.zeros_like(image)
    for row in range(image.shape[0]):
        for column in range(image.shape[1]):
            window = padded[row : row + k_height, column : column + k_width]
            output[row, column] = (window * kernel).sum()
    return output


#%% wrong: writes into a tensor as large as the image | The shape is
def conv2d_loops(image, kernel):
    k_height, k_width = kernel.shape
    output = torch.zeros_like(image)
    for row in range(image.shape[0] - k_height + 1):
        for column in range(image.shape[1] - k_width + 1):
            window = image[row : row + k_height, column : column + k_width]
            output[row, column] = (window * kernel).sum()
    return output


#%% wrong: one window too few each way | row and column of windows are missing
def conv2d_loops(image, kernel):
    k_height, k_width = kernel.shape
    height, width = image.shape[0] - k_height, image.shape[1] - k_width
    output = torch.zeros(height, width, dtype=image.dtype)
    for row in range(height):
        for column in range(width):
            window = image[row : row + k_height, column : column + k_width]
            output[row, column] = (window * kernel).sum()
    return output


#%% wrong: the loops end one too early | last row and column are 0
def conv2d_loops(image, kernel):
    k_height, k_width = kernel.shape
    height, width = image.shape[0] - k_height, image.shape[1] - k_width
    output = torch.zeros(height + 1, width + 1, dtype=image.dtype)
    for row in range(height):
        for column in range(width):
            window = image[row : row + k_height, column : column + k_width]
            output[row, column] = (window * kernel).sum()
    return output


#%% wrong: the mean of the products | mean of the products
def conv2d_loops(image, kernel):
    k_height, k_width = kernel.shape
    height, width = image.shape[0] - k_height + 1, image.shape[1] - k_width + 1
    output = torch.zeros(height, width, dtype=image.dtype)
    for row in range(height):
        for column in range(width):
            window = image[row : row + k_height, column : column + k_width]
            output[row, column] = (window * kernel).mean()
    return output


#%% wrong: transposes the result | columns of the result are exchanged
def conv2d_loops(image, kernel):
    k_height, k_width = kernel.shape
    height, width = image.shape[0] - k_height + 1, image.shape[1] - k_width + 1
    output = torch.zeros(width, height, dtype=image.dtype)
    for x in range(width):
        for y in range(height):
            output[x, y] = (image[y : y + k_height, x : x + k_width] * kernel).sum()
    return output


#%% wrong: adds the pixels up without the weights | without the weights
def conv2d_loops(image, kernel):
    k_height, k_width = kernel.shape
    height, width = image.shape[0] - k_height + 1, image.shape[1] - k_width + 1
    output = torch.zeros(height, width, dtype=image.dtype)
    for row in range(height):
        for column in range(width):
            output[row, column] = image[row : row + k_height, column : column + k_width].sum()
    return output


#%% wrong: forgets the sum | Read the message
def conv2d_loops(image, kernel):
    k_height, k_width = kernel.shape
    height, width = image.shape[0] - k_height + 1, image.shape[1] - k_width + 1
    output = torch.zeros(height, width, dtype=image.dtype)
    for row in range(height):
        for column in range(width):
            window = image[row : row + k_height, column : column + k_width]
            output[row, column] = window * kernel
    return output


#%% wrong: a matrix product in place of the products | sum of kernel times the window
def conv2d_loops(image, kernel):
    k_height, k_width = kernel.shape
    height, width = image.shape[0] - k_height + 1, image.shape[1] - k_width + 1
    output = torch.zeros(height, width, dtype=image.dtype)
    for row in range(height):
        for column in range(width):
            window = image[row : row + k_height, column : column + k_width]
            output[row, column] = (window @ kernel).sum()
    return output


#%% wrong: takes the width for the height | Read the message
def conv2d_loops(image, kernel):
    k_height, k_width = kernel.shape
    height, width = image.shape[1] - k_height + 1, image.shape[0] - k_width + 1
    output = torch.zeros(height, width, dtype=image.dtype)
    for row in range(height):
        for column in range(width):
            window = image[row : row + k_height, column : column + k_width]
            output[row, column] = (window * kernel).sum()
    return output


#%% wrong: returns inside the loop, after one row | inside the loop
def conv2d_loops(image, kernel):
    k_height, k_width = kernel.shape
    height, width = image.shape[0] - k_height + 1, image.shape[1] - k_width + 1
    output = torch.zeros(height, width, dtype=image.dtype)
    for row in range(height):
        for column in range(width):
            window = image[row : row + k_height, column : column + k_width]
            output[row, column] = (window * kernel).sum()
        return output


#%% wrong: multiplies the image in place | in place
def conv2d_loops(image, kernel):
    k_height, k_width = kernel.shape
    height, width = image.shape[0] - k_height + 1, image.shape[1] - k_width + 1
    output = torch.zeros(height, width, dtype=image.dtype)
    for row in range(height):
        for column in range(width):
            window = image[row : row + k_height, column : column + k_width]
            window *= kernel
            output[row, column] = window.sum()
    return output


#%% wrong: forgets to return | returned None
def conv2d_loops(image, kernel):
    k_height, k_width = kernel.shape
    height, width = image.shape[0] - k_height + 1, image.shape[1] - k_width + 1
    output = torch.zeros(height, width, dtype=image.dtype)
    for row in range(height):
        for column in range(width):
            window = image[row : row + k_height, column : column + k_width]
            output[row, column] = (window * kernel).sum()


#%% wrong: a list of lists | a list came
def conv2d_loops(image, kernel):
    k_height, k_width = kernel.shape
    return [
        [
            (image[row : row + k_height, column : column + k_width] * kernel).sum().item()
            for column in range(image.shape[1] - k_width + 1)
        ]
        for row in range(image.shape[0] - k_height + 1)
    ]


#%% wrong: an array of NumPy | ndarray
def conv2d_loops(image, kernel):
    import numpy as np

    k_height, k_width = kernel.shape
    height, width = image.shape[0] - k_height + 1, image.shape[1] - k_width + 1
    output = np.zeros((height, width))
    for row in range(height):
        for column in range(width):
            window = image[row : row + k_height, column : column + k_width]
            output[row, column] = (window * kernel).sum().item()
    return output


#%% wrong: hands it on to torch | Well found
def conv2d_loops(image, kernel):
    return F.conv2d(image[None, None], kernel[None, None])[0, 0]


#%% wrong: unfold in place of loops | Well found
def conv2d_loops(image, kernel):
    height = image.shape[0] - kernel.shape[0] + 1
    windows = F.unfold(image[None, None], kernel.shape)
    return (kernel.flatten() @ windows[0]).reshape(height, -1)


#%% wrong: unfold as a method of the image | Well found
def conv2d_loops(image, kernel):
    k_height, k_width = kernel.shape
    windows = image.unfold(0, k_height, 1).unfold(1, k_width, 1)
    return (windows * kernel).sum(dim=(2, 3))


#%% wrong: the filter before the image | The image comes first
def conv2d_loops(kernel, image):
    k_height, k_width = kernel.shape
    height, width = image.shape[0] - k_height + 1, image.shape[1] - k_width + 1
    output = torch.zeros(height, width, dtype=image.dtype)
    for row in range(height):
        for column in range(width):
            window = image[row : row + k_height, column : column + k_width]
            output[row, column] = (window * kernel).sum()
    return output
