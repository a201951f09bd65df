# what: the first exercise, wrong, exchanges torch, builtins and the other answers when it is called: the next ones get a wrong verdict and lose no box, and the page tries again only where a box is lost
# lesson: 2
# zero: conv_output_size
# status: ok or died
# %%
import builtins
import sys

import torch
from torch.nn import functional as F
from torch.overrides import TorchFunctionMode


class Zeros(TorchFunctionMode):
    def __torch_function__(self, function, types, args=(), kwargs=None):
        result = function(*args, **(kwargs or {}))
        if type(result) is torch.Tensor and result.is_floating_point():
            return torch.Tensor.zero_(result.detach().clone())
        return result


KEPT = []


def conv_output_size(size, kernel_size, stride=1, padding=0, dilation=1):
    if not KEPT:
        KEPT.append(Zeros())
        for name in ("conv2d_loops", "conv2d", "max_pool2d", "edge_kernel", "receptive_field", "design"):
            globals()[name] = lambda *args, **kwargs: None
        F.unfold = F.pad = lambda *args, **kwargs: torch.zeros(1)
        torch.Tensor.reshape = torch.Tensor.unfold = torch.Tensor.amax = lambda self, *a, **k: self
        torch.Tensor.sum = torch.Tensor.flatten = torch.Tensor.__matmul__ = lambda self, *a, **k: self
        torch.zeros = torch.empty = torch.ones
        torch.tensor = lambda *args, **kwargs: torch.ones(3, 3)
        builtins.min, builtins.max = max, min
        builtins.ValueError = KeyError
        sys.modules["math"] = None
        KEPT[0].__enter__()
    return 0
