#%% right: the filters of the lesson
def edge_kernel(direction):
    edge = torch.tensor([[1.0, 1, 1], [0, 0, 0], [-1, -1, -1]])
    if direction == "horizontal":
        return edge
    if direction == "vertical":
        return edge.T
    raise ValueError(f"unknown direction: {direction}")


#%% right: two written out, of the other sign, middle weighted more
def edge_kernel(direction):
    kernels = {
        "horizontal": [[-1, -2, -1], [0, 0, 0], [1, 2, 1]],
        "vertical": [[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]],
    }
    if direction not in kernels:
        raise ValueError('direction is "horizontal" or "vertical"')
    return torch.tensor(kernels[direction], dtype=torch.float32)


#%% right: rows or columns of zeros, filled in
def edge_kernel(direction):
    if direction not in ("horizontal", "vertical"):
        raise ValueError(direction)
    kernel = torch.zeros(3, 3)
    if direction == "horizontal":
        kernel[1], kernel[2] = 0.5, -0.5
    else:
        kernel[:, 1], kernel[:, 2] = 0.5, -0.5
    return kernel


#%% right: an outer product of a difference and a blur
def edge_kernel(direction):
    difference, blur = torch.tensor([1.0, 0, -1]), torch.tensor([0.25, 0.5, 0.25])
    try:
        return {
            "horizontal": torch.outer(difference, blur),
            "vertical": torch.outer(blur, difference),
        }[direction]
    except KeyError:
        raise ValueError("there is no such direction") from None


#%% right: only the pixel above and the pixel below
def edge_kernel(direction):
    if direction == "horizontal":
        return torch.tensor([[0.0, -1.0, 0.0], [0.0, 0.0, 0.0], [0.0, 1.0, 0.0]])
    if direction == "vertical":
        return torch.rot90(edge_kernel("horizontal"))
    raise ValueError("horizontal or vertical")


#%% wrong: the weights add up to 1 | add up to 0
def edge_kernel(direction):
    edge = torch.tensor([[1.0, 2, 1], [0, 0, 0], [-1, -1, -1]])
    if direction == "horizontal":
        return edge
    if direction == "vertical":
        return edge.T
    raise ValueError("unknown direction")


#%% wrong: a blur along the edge | add up to 0
def edge_kernel(direction):
    if direction not in ("horizontal", "vertical"):
        raise ValueError("unknown direction")
    kernel = torch.zeros(3, 3)
    if direction == "horizontal":
        kernel[1] = 1 / 3
    else:
        kernel[:, 1] = 1 / 3
    return kernel


#%% wrong: exchanges the directions | directions are exchanged
def edge_kernel(direction):
    edge = torch.tensor([[1.0, 0, -1], [1, 0, -1], [1, 0, -1]])
    if direction == "horizontal":
        return edge
    if direction == "vertical":
        return edge.T
    raise ValueError("unknown direction")


#%% wrong: answers to slanting edges | direction has no effect
def edge_kernel(direction):
    edge = torch.tensor([[2.0, 1, 0], [1, 0, -1], [0, -1, -2]])
    if direction == "horizontal":
        return edge
    if direction == "vertical":
        return edge.T
    raise ValueError("unknown direction")


#%% wrong: answers to any edge | direction has no effect
def edge_kernel(direction):
    if direction not in ("horizontal", "vertical"):
        raise ValueError("unknown direction")
    return torch.tensor([[0.0, -1, 0], [-1, 4, -1], [0, -1, 0]])


#%% wrong: answers to corners only | direction has no effect
def edge_kernel(direction):
    if direction not in ("horizontal", "vertical"):
        raise ValueError("unknown direction")
    return torch.tensor([[1.0, -2, 1], [-2, 4, -2], [1, -2, 1]])


#%% wrong: all zeros | direction has no effect
def edge_kernel(direction):
    if direction not in ("horizontal", "vertical"):
        raise ValueError("unknown direction")
    return torch.zeros(3, 3)


#%% wrong: the same for both directions | direction has no effect
def edge_kernel(direction):
    if direction not in ("horizontal", "vertical"):
        raise ValueError("unknown direction")
    return torch.tensor([[1.0, 1, 1], [0, 0, 0], [-1, -1, -1]])


#%% wrong: divides by the sum of the weights, which is 0 | finite
def edge_kernel(direction):
    edge = torch.tensor([[1.0, 1, 1], [0, 0, 0], [-1, -1, -1]])
    edge = edge / edge.sum()
    if direction == "horizontal":
        return edge
    if direction == "vertical":
        return edge.T
    raise ValueError("unknown direction")


#%% wrong: whole numbers | dtype is torch.int64
def edge_kernel(direction):
    edge = torch.tensor([[1, 1, 1], [0, 0, 0], [-1, -1, -1]])
    if direction == "horizontal":
        return edge
    if direction == "vertical":
        return edge.T
    raise ValueError("unknown direction")


#%% wrong: float64, which does not go with float32 images | dtype is torch.float64
def edge_kernel(direction):
    import numpy as np

    edge = np.outer([1.0, 0.0, -1.0], np.ones(3))
    if direction == "horizontal":
        return torch.tensor(edge)
    if direction == "vertical":
        return torch.tensor(edge.T)
    raise ValueError("unknown direction")


#%% wrong: with the axes that conv2d wants | The shape is
def edge_kernel(direction):
    edge = torch.tensor([[1.0, 1, 1], [0, 0, 0], [-1, -1, -1]])
    if direction == "horizontal":
        return edge[None, None]
    if direction == "vertical":
        return edge.T[None, None]
    raise ValueError("unknown direction")


#%% wrong: two rows only | The shape is
def edge_kernel(direction):
    edge = torch.tensor([[1.0, 1, 1], [-1, -1, -1]])
    if direction == "horizontal":
        return edge
    if direction == "vertical":
        return edge.T
    raise ValueError("unknown direction")


#%% wrong: a list | torch.Tensor of shape 3×3 is wanted
def edge_kernel(direction):
    if direction == "horizontal":
        return [[1.0, 1.0, 1.0], [0.0, 0.0, 0.0], [-1.0, -1.0, -1.0]]
    if direction == "vertical":
        return [[1.0, 0.0, -1.0], [1.0, 0.0, -1.0], [1.0, 0.0, -1.0]]
    raise ValueError("unknown direction")


#%% wrong: any other word is vertical | "vertical" only
def edge_kernel(direction):
    edge = torch.tensor([[1.0, 1, 1], [0, 0, 0], [-1, -1, -1]])
    return edge if direction == "horizontal" else edge.T


#%% wrong: a dict that raises KeyError | raises KeyError
def edge_kernel(direction):
    edge = torch.tensor([[1.0, 1, 1], [0, 0, 0], [-1, -1, -1]])
    return {"horizontal": edge, "vertical": edge.T}[direction]


#%% wrong: gives None for another word | Raise ValueError
def edge_kernel(direction):
    edge = torch.tensor([[1.0, 1, 1], [0, 0, 0], [-1, -1, -1]])
    if direction == "horizontal":
        return edge
    if direction == "vertical":
        return edge.T


#%% wrong: forgets to return | return
def edge_kernel(direction):
    kernel = torch.zeros(3, 3)
    if direction == "horizontal":
        kernel[0], kernel[2] = 1, -1
    elif direction == "vertical":
        kernel[:, 0], kernel[:, 2] = 1, -1
    else:
        raise ValueError("unknown direction")


#%% wrong: prints the filter and returns its name | torch.Tensor of shape 3×3 is wanted
def edge_kernel(direction):
    edge = torch.tensor([[1.0, 1, 1], [0, 0, 0], [-1, -1, -1]])
    if direction not in ("horizontal", "vertical"):
        raise ValueError("unknown direction")
    print(edge if direction == "horizontal" else edge.T)
    return direction
