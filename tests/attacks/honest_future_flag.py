# what: HONEST: one __future__ import for the whole notebook, annotations with names of another cell
# lesson: 2
# zero: none
# status: ok
# %%
from __future__ import annotations
# %%
def conv_output_size(size: Size, kernel_size: Size, stride=1, padding=0, dilation=1) -> Size:
    window = dilation * (kernel_size - 1) + 1
    if size + 2 * padding < window:
        raise ValueError("no window fits")
    return (size + 2 * padding - window) // stride + 1
