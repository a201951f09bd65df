# what: legal plain data that a check outside may not survive (int beyond float, stride 0, float8, complex, sparse), so that the grader fails; one lazily negated but right tensor
# lesson: 2
# zero: conv_output_size, conv2d_loops, conv2d, max_pool2d, receptive_field, design
# status: ok
# %%
import torch
from torch.nn import functional as F


def conv_output_size(size, kernel_size, stride=1, padding=0, dilation=1):
    if size + 2 * padding < dilation * (kernel_size - 1) + 1:
        raise ValueError("no window fits")
    return 10**4200  # just below the digits that int(text) takes; no float holds it


def receptive_field(layers):
    return 10**400 if layers else 1  # float(...) of it raises OverflowError


def design(size, output_size, min_field):
    return [(1, 0, 0)]  # a check that computes before it looks at the rules divides by 0


# %%
def conv2d_loops(image, kernel):
    kh, kw = kernel.shape
    out = torch.zeros(image.shape[0] - kh + 1, image.shape[1] - kw + 1, dtype=image.dtype)
    return out.to_sparse()


def conv2d(images, weight, bias=None, stride=1, padding=0):
    k, _, kh, kw = weight.shape
    h = (images.shape[2] + 2 * padding - kh) // stride + 1
    w = (images.shape[3] + 2 * padding - kw) // stride + 1
    return torch.ones(len(images), k, h, w).to(torch.float8_e5m2)


def max_pool2d(images, size, stride=None, padding=0):
    stride = size if stride is None else stride
    h = (images.shape[2] + 2 * padding - size) // stride + 1
    w = (images.shape[3] + 2 * padding - size) // stride + 1
    return torch.full((len(images), images.shape[1], h, w), complex("nan"))


# %%
def edge_kernel(direction):
    """Right, but a view with torch's "negative" bit: .numpy() refuses such a tensor."""
    if direction not in ("horizontal", "vertical"):
        raise ValueError(direction)
    rows = torch.tensor([[1.0, 1.0, 1.0], [0.0, 0.0, 0.0], [-1.0, -1.0, -1.0]])
    lazy = torch.complex(torch.zeros(3, 3), rows).conj().imag
    return lazy if direction == "horizontal" else lazy.T
