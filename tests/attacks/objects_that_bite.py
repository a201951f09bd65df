# what: names and modules whose every use raises, ends or never ends, keys of the namespace that are no texts, and a right function whose attributes lie; whoever looks over the namespace is bitten
# lesson: 2
# zero: none
# status: ok
# %%
import os
import sys

import torch
from torch.nn import functional as F


class BitingType(type):
    def __instancecheck__(cls, other):
        os._exit(5)

    def __getattribute__(cls, name):
        raise GeneratorExit(name)

    def __eq__(cls, other):
        raise KeyboardInterrupt

    __hash__ = type.__hash__


class Bites(metaclass=BitingType):
    def __getattribute__(self, name):
        raise SystemExit(name)

    def __eq__(self, other):
        raise KeyboardInterrupt

    def __bool__(self):
        os._exit(6)

    def __len__(self):
        return -1

    def __iter__(self):
        while True:
            yield self

    def __repr__(self):
        os._exit(7)

    def __call__(self, *args, **kwargs):
        os._exit(8)

    def __torch_function__(self, *args, **kwargs):
        os._exit(9)

    __hash__ = None
# %%
images = labels = model = check = scorecard = Bites()
# %%
sys.modules["bites"] = Bites()
# %%
import linecache

linecache.cache = {}
linecache.getlines = linecache.checkcache = linecache.updatecache = Bites()
# %%
globals()[5] = globals()[None] = 1
globals()["\ud800"] = lambda: 0
globals()[("conv2d",)] = Bites()
# %%
def conv2d(images, weight, bias=None, stride=1, padding=0):
    n_filters, _, k_height, k_width = weight.shape
    columns = F.unfold(images, (k_height, k_width), padding=padding, stride=stride)
    out = weight.reshape(n_filters, -1) @ columns
    if bias is not None:
        out = out + bias[:, None]
    height = (images.shape[2] + 2 * padding - k_height) // stride + 1
    width = (images.shape[3] + 2 * padding - k_width) // stride + 1
    return out.reshape(len(images), n_filters, height, width)
# %%
conv2d.__wrapped__ = conv2d
conv2d.__signature__ = 3
conv2d.__module__ = 7
conv2d.__doc__ = Bites()
conv2d.__name__ = conv2d.__qualname__ = "max_pool2d"
conv2d.__code__ = conv2d.__code__.replace(co_filename="/proc/self/mem", co_firstlineno=2**31 - 2, co_name="\u202e")
# %%
__file__ = __doc__ = __annotations__ = __spec__ = __loader__ = Bites()
