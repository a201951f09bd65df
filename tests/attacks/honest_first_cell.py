# what: HONEST: the cell with the imports starts with what is not on the instructor's computer
# lesson: 2
# zero: none
# status: ok
# %%
from google.colab import drive

drive.mount("/content/drive")
import math as m


def window_of(kernel_size, dilation):
    return dilation * (kernel_size - 1) + 1


# %%
def conv_output_size(size, kernel_size, stride=1, padding=0, dilation=1):
    window = window_of(kernel_size, dilation)
    if size + 2 * padding < window:
        raise ValueError("no window fits")
    return m.floor((size + 2 * padding - window) / stride) + 1
# %%
name = input("Your name: ")


def receptive_field(layers):
    field, step = 1, 1
    for k, s in layers:
        field, step = field + (k - 1) * step, step * s
    return field
# %%
import asyncio

await asyncio.sleep(0)


def edge_kernel(direction):
    if direction not in ("horizontal", "vertical"):
        raise ValueError(direction)
    kernel = torch.tensor([[-1.0, -1, -1], [0, 0, 0], [1, 1, 1]])
    return kernel if direction == "horizontal" else kernel.T
