# what: an honest first cell turns warnings and floating-point errors into exceptions; a worker that warns while it unpacks a tensor (a buffer that is not writable, say) would raise
# lesson: 2
# zero: none
# status: ok
# %%
import warnings

import numpy as np
import torch
from torch.nn import functional as F

warnings.simplefilter("error")  # I want to see every mistake at once
np.seterr(all="raise")
torch.set_warn_always(True)
# %%
def conv2d(images, weight, bias=None, stride=1, padding=0):
    n_filters, _, k_height, k_width = weight.shape
    columns = F.unfold(images, (k_height, k_width), padding=padding, stride=stride)
    out = weight.reshape(n_filters, -1) @ columns
    if bias is not None:
        out = out + bias[:, None]
    height = (images.shape[2] + 2 * padding - k_height) // stride + 1
    width = (images.shape[3] + 2 * padding - k_width) // stride + 1
    return out.reshape(len(images), n_filters, height, width)
# %%
print("the regular expression of a size is \d+x\d+")  # this warns, so here it is an error, and only here
# %%
def receptive_field(layers):
    field = step = 1
    for kernel_size, stride in layers:
        field += (kernel_size - 1) * step
        step *= stride
    return field
