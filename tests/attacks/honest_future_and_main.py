# what: honest: `from __future__ import annotations` in the first cell holds for the later ones in a notebook; dataclasses, pickle, inspect.getsource and __main__ work there too
# lesson: 2
# zero: none
# status: ok
# %%
from __future__ import annotations
# %%
import inspect
import pickle
import sys
from dataclasses import astuple, dataclass

import torch
from torch.nn import functional as F
# %%
import __main__

__main__.LARGEST = 11
assert __name__ == "__main__"
# %%
@dataclass
class Layer:
    kernel_size: int
    stride: int = 1
    padding: int = 0
    note: Text | None = None

    def row(self):
        return astuple(self)[:3]


HALVE = pickle.loads(pickle.dumps(Layer(2, 2, 0)))


def design(size: int, output_size: int, min_field: int) -> list[Tuple[int, int, int]]:
    layers, field, step = [], 1, 1
    while size // 2 >= output_size:
        layers.append(HALVE)
        field, step, size = field + step, step * 2, size // 2
    while size > output_size:
        k = min(sys.modules["__main__"].LARGEST, size - output_size + 1)
        layers.append(Layer(k))
        field, size = field + (k - 1) * step, size - (k - 1)
    while field < min_field:
        layers.append(Layer(LARGEST, 1, LARGEST // 2))
        field += (LARGEST - 1) * step
    return [layer.row() for layer in layers]
# %%
def with_length(function):
    """Notes how long an answer is."""
    function.lines = len(inspect.getsource(function).splitlines())
    return function


@with_length
def conv_output_size(size, kernel_size, stride=1, padding=0, dilation=1):
    left = size + 2 * padding - dilation * (kernel_size - 1) - 1
    if left < 0:
        raise ValueError("no window fits")
    return left // stride + 1
# %%
if __name__ == "__main__":

    def conv2d_helper(images: Tensor, weight: Tensor, stride: int, padding: int) -> Tensor:
        size = tuple(weight.shape[2:])
        return weight.flatten(1) @ F.unfold(images, size, padding=padding, stride=stride)


def conv2d(images: Tensor, weight: Tensor, bias: Tensor | None = None, stride: int = 1, padding: int = 0) -> Tensor:
    out = conv2d_helper(images, weight, stride, padding)
    if bias is not None:
        out = out + bias[:, None]
    height, width = (
        conv_output_size(n, k, stride, padding) for n, k in zip(images.shape[2:], weight.shape[2:])
    )
    return out.reshape(len(images), len(weight), height, width)
