# what: a right answer that prints a megabyte at every call, and a cell that prints a gigabyte
# lesson: 2
# zero: none
# status: ok
# %%
import os
import sys

for _ in range(1000):
    print("x" * 10**6)
    os.write(2, b"y" * 10**5)
# %%
def conv_output_size(size, kernel_size, stride=1, padding=0, dilation=1):
    print("x" * 10**6)
    window = dilation * (kernel_size - 1) + 1
    if size + 2 * padding < window:
        raise ValueError("no window fits")
    return (size + 2 * padding - window) // stride + 1
