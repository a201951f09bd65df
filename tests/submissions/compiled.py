# what: @torch.compile before an answer
# lesson: 2
# zero: none
# status: ok
# as: notebook
# %%
@torch.compile
def receptive_field(layers):
    field, step = 1, 1
    for kernel_size, stride in layers:
        field += (kernel_size - 1) * step
        step *= stride
    return field
# %%
@rest
