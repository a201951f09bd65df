#%% wrong: Laplace filter, answers to both edges
def edge_kernel(direction):
    return torch.tensor([[0., 1., 0.],
                         [1., -4., 1.],
                         [0., 1., 0.]])

#%% wrong: horizontal and vertical swapped
def edge_kernel(direction):
    sobel = torch.tensor([[-1., 0., 1.],
                          [-2., 0., 2.],
                          [-1., 0., 1.]])
    if direction == "horizontal":
        return sobel
    return sobel.t()

#%% wrong: the weights do not sum to zero, answers on flat areas
def edge_kernel(direction):
    kernel = torch.tensor([[-1., -2., -1.],
                           [0., 1., 0.],
                           [1., 2., 1.]])
    if direction == "horizontal":
        return kernel
    return kernel.t()

#%% wrong: sums to zero but its rows are uneven, so the other edge gets an answer too
def edge_kernel(direction):
    kernel = torch.tensor([[-1., -2., -1.],
                           [0., 0., 0.],
                           [2., 1., 1.]])
    if direction == "horizontal":
        return kernel
    return kernel.t()

#%% wrong: flipped instead of transposed for the vertical edge
def edge_kernel(direction):
    kernel = torch.tensor([[-1., -1., -1.],
                           [0., 0., 0.],
                           [1., 1., 1.]])
    if direction == "horizontal":
        return kernel
    if direction == "vertical":
        return kernel.flip(0)

#%% wrong: diagonal filter, answers to both edges
def edge_kernel(direction):
    kernel = torch.tensor([[0., 1., 2.],
                           [-1., 0., 1.],
                           [-2., -1., 0.]])
    if direction == "horizontal":
        return kernel
    return kernel.flip(1)
