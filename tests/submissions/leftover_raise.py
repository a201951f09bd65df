# what: the line with NotImplementedError still stands below the return
# lesson: 2
# zero: none
# status: ok
# as: notebook
# %%
@rest
# %%
def receptive_field(layers):
    field, step = 1, 1
    for kernel_size, stride in layers:
        field += (kernel_size - 1) * step
        step *= stride
    return field
    raise NotImplementedError()
