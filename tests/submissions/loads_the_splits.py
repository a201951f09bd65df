# what: a late cell that loads the images and looks at them
# lesson: 2
# zero: none
# status: ok
# as: notebook
# %%
from course_utils.data import load_splits, make_loader

splits = load_splits()
images, labels = next(iter(make_loader(splits.train, batch_size=8)))


def receptive_field(layers):
    field, step = 1, 1
    for kernel_size, stride in layers:
        field += (kernel_size - 1) * step
        step *= stride
    return field if len(images) == 8 else 0
# %%
@rest
