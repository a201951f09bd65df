"""The session as it was: torch's modes, and the random numbers that come next."""

import random
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np
import torch

_ONE_AT_A_TIME = threading.RLock()
GRADIENTS, DTYPE, DEVICE = "gradients", "dtype", "device"
GRADIENTS_OFF, GRADIENTS_ON = "gradients off", "gradients on"
LEFT = {
    GRADIENTS_OFF: (
        "Your answer leaves gradients switched off for everything after it: "
        "torch.set_grad_enabled(False). Use `with torch.no_grad():` instead, which ends by itself."
    ),
    GRADIENTS_ON: (
        "Your answer leaves gradients switched on for everything after it: "
        "torch.set_grad_enabled(True). Use `with torch.enable_grad():` instead, which ends by "
        "itself."
    ),
    DTYPE: (
        "Your answer leaves another default dtype for everything after it: "
        "torch.set_default_dtype(…). Give the dtype where a tensor is made: "
        "`torch.zeros(3, dtype=torch.float64)`."
    ),
    DEVICE: (
        "Your answer leaves another default device for everything after it: "
        "torch.set_default_device(…). Give the device where a tensor is made: "
        "`torch.zeros(3, device=images.device)`."
    ),
}


def modes() -> dict[str, Any]:
    """The modes of torch that one call can change for everything after it."""
    return {
        GRADIENTS: torch.is_grad_enabled(),
        DTYPE: torch.get_default_dtype(),
        # Not get_default_device: before torch 2.6 it fails once the device was set and put back.
        DEVICE: torch.empty(0).device,
    }


def put_back(before: dict[str, Any]) -> str:
    """Set the modes as they were before; the name in `LEFT` of one that differed, else empty."""
    now = modes()
    changed = [name for name in before if now[name] != before[name]]
    if DEVICE in changed:
        # None, and not "cpu": torch then looks no more at each call that makes a tensor.
        on_cpu = before[DEVICE].type == "cpu"
        torch.set_default_device(None if on_cpu else before[DEVICE])
    torch.set_default_dtype(before[DTYPE])
    torch.set_grad_enabled(before[GRADIENTS])
    if GRADIENTS in changed:
        return GRADIENTS_ON if now[GRADIENTS] else GRADIENTS_OFF
    return changed[0] if changed else ""


@contextmanager
def seeded(seed: int) -> Iterator[None]:
    """Torch's random numbers from this seed inside, and from where they were afterwards.

    One at a time: the grader's threads share torch's generator, and none may take another's.
    """
    with _ONE_AT_A_TIME, torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        yield


@contextmanager
def same_chance() -> Iterator[None]:
    """Put the random numbers of torch, NumPy and Python back to where they were.

    Around a whole check and not around each call: a mask that has to be a fresh one each time
    must find other numbers each time.
    """
    with _ONE_AT_A_TIME:
        python, numpy, cpu = random.getstate(), np.random.get_state(), torch.get_rng_state()
    on_gpu = torch.cuda.get_rng_state_all() if torch.cuda.is_initialized() else []
    try:
        yield
    finally:
        with _ONE_AT_A_TIME:
            random.setstate(python)
            np.random.set_state(numpy)
            torch.set_rng_state(cpu)
        if on_gpu:
            torch.cuda.set_rng_state_all(on_gpu)
