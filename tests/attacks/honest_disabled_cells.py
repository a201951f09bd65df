# what: honest: cell magics decide whether a cell is Python at all; a cell that was switched off by `%%script false` must not replace the answer, one under %%time must count, %%writefile makes a module
# lesson: 2
# zero: none
# status: ok
# %%
%load_ext autoreload
%autoreload 2
import asyncio

import torch
# %%
%%time
def conv_output_size(size, kernel_size, stride=1, padding=0, dilation=1):
    left = size + 2 * padding - dilation * (kernel_size - 1) - 1
    if left < 0:
        raise ValueError("no window fits")
    return left // stride + 1
# %%
%%script false --no-raise-error
def conv_output_size(size, kernel_size, stride=1, padding=0, dilation=1):
    return size - kernel_size  # my first try, switched off
# %%
%%writefile edges.py
import torch


def make_edges(direction):
    if direction not in ("horizontal", "vertical"):
        raise ValueError(direction)
    rows = torch.tensor([[1.0, 1.0, 1.0], [0.0, 0.0, 0.0], [-1.0, -1.0, -1.0]])
    return rows if direction == "horizontal" else rows.T
# %%
from edges import make_edges


def edge_kernel(direction):
    return make_edges(direction)
# %%
%%capture captured
def conv2d_loops(image, kernel):
    k_height, k_width = kernel.shape
    rows, columns = image.shape[0] - k_height + 1, image.shape[1] - k_width + 1
    if rows < 0:
        !echo "the filter is larger than the image"
    if columns < 0:
        %time
    out = torch.zeros(rows, columns, dtype=image.dtype)
    for row in range(rows):
        for column in range(columns):
            out[row, column] = (image[row : row + k_height, column : column + k_width] * kernel).sum()
    return out
# %%
files = !ls
timing = %timeit -o -n1 -r1 conv_output_size(28, 5)
conv2d_loops?
?conv_output_size
await asyncio.sleep(0)
Out[1] if 1 in Out else _
get_ipython().run_line_magic("matplotlib", "inline")
display(edge_kernel("vertical"))
