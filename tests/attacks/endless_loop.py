# what: an answer that never ends
# lesson: 2
# zero: conv_output_size
# status: timeout
# %%
def conv_output_size(size, kernel_size, stride=1, padding=0, dilation=1):
    while True:
        pass
