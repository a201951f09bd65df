# what: an answer that takes all the memory it can get
# lesson: 2
# zero: conv_output_size
# status: out of memory or timeout
# %%
def conv_output_size(size, kernel_size, stride=1, padding=0, dilation=1):
    held = []
    while True:
        held.append(bytearray(b"x" * 10**8))
