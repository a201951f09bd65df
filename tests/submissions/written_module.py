# what: a module that a cell writes
# lesson: 2
# zero: none
# status: ok
# as: notebook
# %%
%%writefile helpers.py
def area(size):
    return size * size
# %%
from helpers import area


def receptive_field(layers):
    field, step = 1, 1
    for kernel_size, stride in layers:
        field += (kernel_size - 1) * step
        step *= stride
    return field if area(2) == 4 else 0
# %%
@rest
