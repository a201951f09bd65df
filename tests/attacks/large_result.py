# what: results of 400 MB, and one that only says that it has 400 GB
# lesson: 2
# zero: conv_output_size, conv2d_loops
# status: ok or out of memory
# %%
import torch


def conv_output_size(size, kernel_size, stride=1, padding=0, dilation=1):
    return torch.zeros(10**8)


def conv2d_loops(image, kernel):
    return torch.zeros(1).expand(10**11)
