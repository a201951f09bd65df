"""How a network and the process are laid out in memory, so that training on a CPU is fast."""

import ctypes
import platform
import time

import torch
from torch import nn

M_TRIM_THRESHOLD, M_MMAP_THRESHOLD = -1, -3  # as in glibc's malloc.h


def prepare_for_speed(model: nn.Module) -> None:
    """Lay the weights out channels-last, and keep freed memory: the same numbers up to rounding.

    With channels last, a pixel's channels lie side by side, as the processor's convolutions want
    them.
    """
    model.to(memory_format=torch.channels_last)
    keep_freed_memory()


def keep_freed_memory() -> None:
    """Let Linux keep freed memory for the next step, for as long as the process lives.

    glibc would give each step's large tensors back to the system and ask for them again
    (mallopt(3): M_MMAP_THRESHOLD, M_TRIM_THRESHOLD). Elsewhere this does nothing.
    """
    if platform.libc_ver()[0] == "glibc":
        libc = ctypes.CDLL(None)
        for parameter, most in ((M_MMAP_THRESHOLD, 1 << 30), (M_TRIM_THRESHOLD, (1 << 31) - 1)):
            libc.mallopt(parameter, most)


def clock(device: torch.device) -> float:
    """The time in seconds, once the device has done all that it was given.

    A GPU works on while Python goes ahead, so a plain clock would be read too early.
    """
    if device.type == "cuda":
        torch.cuda.synchronize(device)
    elif device.type == "mps":
        torch.mps.synchronize()
    return time.perf_counter()
