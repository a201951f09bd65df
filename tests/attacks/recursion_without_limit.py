# what: an answer that takes the limit away, and goes down through C code until the stack is full
# lesson: 2
# zero: conv_output_size
# status: died or out of memory or ok
# %%
import sys


def down(_):
    return max([1], key=down)


def conv_output_size(size, kernel_size, stride=1, padding=0, dilation=1):
    sys.setrecursionlimit(10**9)
    return down(1)
