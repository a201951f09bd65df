# what: two cells that end the process, one before and one after a right answer
# lesson: 2
# zero: none
# status: ok
# %%
import os

os._exit(3)
# %%
def receptive_field(layers):
    field, step = 1, 1
    for kernel_size, stride in layers:
        field += (kernel_size - 1) * step
        step *= stride
    return field
# %%
import os
import signal

os.kill(os.getpid(), signal.SIGSEGV)
