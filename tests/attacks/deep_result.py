# what: a list in a list in a list, 100,000 deep, and one that holds itself
# lesson: 2
# zero: conv_output_size, receptive_field
# status: ok or died
# %%
def conv_output_size(size, kernel_size, stride=1, padding=0, dilation=1):
    deep = []
    for _ in range(100_000):
        deep = [deep]
    return deep


def receptive_field(layers):
    held = []
    held.append(held)
    return held
