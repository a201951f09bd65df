# what: honest: each answer is another kind of callable; "the last function or class that was written under that name" is not what the name stands for, and would not even take the arguments
# lesson: 2
# zero: none
# status: ok
# %%
import functools

import torch
from torch.nn import functional as F
# %%
@functools.lru_cache(maxsize=None)
def conv_output_size(size, kernel_size, stride=1, padding=0, dilation=1):
    left = size + 2 * padding - dilation * (kernel_size - 1) - 1
    if left < 0:
        raise ValueError("no window fits")
    return left // stride + 1
# %%
@torch.jit.script
def conv2d_loops(image: torch.Tensor, kernel: torch.Tensor) -> torch.Tensor:
    """Compiled, since loops are slow; TorchScript wants to read the source."""
    k_height = kernel.size(0)
    k_width = kernel.size(1)
    rows = image.size(0) - k_height + 1
    columns = image.size(1) - k_width + 1
    out = torch.zeros([rows, columns], dtype=image.dtype)
    for row in range(rows):
        for column in range(columns):
            window = image[row : row + k_height, column : column + k_width]
            out[row, column] = (window * kernel).sum()
    return out
# %%
class conv2d:
    """A class whose call gives the maps, not an object."""

    def __new__(cls, images, weight, bias=None, stride=1, padding=0):
        n_filters, _, k_height, k_width = weight.shape
        columns = F.unfold(images, (k_height, k_width), padding=padding, stride=stride)
        out = weight.reshape(n_filters, -1) @ columns
        if bias is not None:
            out = out + bias[:, None]
        height = (images.shape[2] + 2 * padding - k_height) // stride + 1
        width = (images.shape[3] + 2 * padding - k_width) // stride + 1
        return out.reshape(len(images), n_filters, height, width)
# %%
class max_pool2d:
    """The name ends up as one object of this class."""

    def __call__(self, images, size, stride=None, padding=0):
        stride = size if stride is None else stride
        padded = F.pad(images, (padding,) * 4, value=float("-inf"))
        return padded.unfold(2, size, stride).unfold(3, size, stride).amax(dim=(-2, -1))


max_pool2d = max_pool2d()
# %%
def receptive_field(first, layers):
    field, step = first
    for kernel_size, stride in layers:
        field += (kernel_size - 1) * step
        step *= stride
    return field


receptive_field = functools.partial(receptive_field, (1, 1))
# %%
class Remember:
    def __init__(self, function):
        self.function, self.known = function, {}

    def __call__(self, direction):
        if direction not in self.known:
            self.known[direction] = self.function(direction)
        return self.known[direction].clone()


@Remember
def edge_kernel(direction):
    if direction not in ("horizontal", "vertical"):
        raise ValueError(direction)
    rows = torch.tensor([[1.0, 1.0, 1.0], [0.0, 0.0, 0.0], [-1.0, -1.0, -1.0]])
    return rows if direction == "horizontal" else rows.T
# %%
@staticmethod
def design(size, output_size, min_field):
    layers, field, step = [], 1, 1
    while size // 2 >= output_size:
        layers.append((2, 2, 0))
        field, step, size = field + step, step * 2, size // 2
    while size > output_size:
        k = min(11, size - output_size + 1)
        layers.append((k, 1, 0))
        field, size = field + (k - 1) * step, size - (k - 1)
    while field < min_field:
        layers.append((11, 1, 5))
        field += 10 * step
    return layers
