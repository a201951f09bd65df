# what: SystemExit out of an answer and out of a cell
# lesson: 2
# zero: conv_output_size
# status: ok
# %%
import sys

sys.exit("done")
# %%
def conv_output_size(size, kernel_size, stride=1, padding=0, dilation=1):
    raise SystemExit(0)
