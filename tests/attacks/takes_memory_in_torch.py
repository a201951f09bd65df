# what: an answer that asks torch for a tensor of four terabytes
# lesson: 2
# zero: conv_output_size
# status: out of memory or timeout
# %%
import torch


def conv_output_size(size, kernel_size, stride=1, padding=0, dilation=1):
    return torch.ones(10**12).sum()
