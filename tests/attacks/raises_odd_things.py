# what: answers that raise what the machinery itself uses (KeyboardInterrupt, GeneratorExit, CancelledError), errors in a circle and errors that lie about their class; the subclass of ValueError is honest
# lesson: 2
# zero: conv2d_loops, conv2d, max_pool2d, receptive_field, design
# status: ok or timeout or died
# %%
import asyncio

import torch


class NoWindowFits(ValueError):
    """Honest: the exercise wants a ValueError, and this is one."""

    def __init__(self, size, kernel_size):
        super().__init__()
        self.size, self.kernel_size = size, kernel_size


def conv_output_size(size, kernel_size, stride=1, padding=0, dilation=1):
    left = size + 2 * padding - dilation * (kernel_size - 1) - 1
    if left < 0:
        raise NoWindowFits(size, kernel_size)
    return left // stride + 1


# %%
def conv2d_loops(image, kernel):
    raise GeneratorExit("the answer has ended")


def conv2d(images, weight, bias=None, stride=1, padding=0):
    raise KeyboardInterrupt("looks like the interrupt of a limit, at once")


def max_pool2d(images, size, stride=None, padding=0):
    raise asyncio.CancelledError


# %%
def receptive_field(layers):
    """Whoever walks from cause to cause without a look back walks for ever."""
    first, second = ValueError("first"), ValueError("second")
    first.__cause__, second.__cause__ = second, first
    first.__context__, second.__context__ = second, first
    try:
        raise first
    except ValueError as error:
        error.__cause__, second.__cause__ = second, error
        raise


class Lying(Exception):
    @property
    def __class__(self):
        return StopIteration

    @property
    def args(self):
        raise KeyboardInterrupt

    def __str__(self):
        raise GeneratorExit


def design(size, output_size, min_field):
    raise Lying from ExceptionGroup("a group", [MemoryError("in a group only"), Lying()])
