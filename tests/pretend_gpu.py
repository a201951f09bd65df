"""A pretended GPU: tensors on it say that they live on `cuda:0`, and torch computes on the CPU.

It refuses what CUDA refuses: to compute with a tensor on the GPU and another on the CPU (one number
on the CPU may take part), to give its memory to NumPy, to draw for one device by the generator of
the other, and to read a file of weights on a machine without a GPU. So lessons and answers that mix
devices fail here as they would on Colab. It computes what the CPU does: speed, a GPU's rounding and
its own random numbers are not pretended, nor is an operation in place that draws for a tensor on
the CPU by the GPU's generator. Where torch's own backward pass makes a new tensor, as that of
`prod` does, it is refused though CUDA takes it.

A tensor on it is an `OnGpu`. Torch believes that it lies on the CPU, and asks its class before each
operation (`__torch_dispatch__`), autograd's included; there devices are compared. What takes a
device by name (`torch.zeros(…, device=…)`, `Tensor.to`) is replaced as long as the pretence lasts.
"""

from __future__ import annotations

import functools
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import torch
from torch import Tensor, nn
from torch.serialization import _package_registry, register_package
from torch.utils._mode_utils import no_dispatch
from torch.utils._pytree import tree_leaves, tree_map_only

GPU = torch.device("cuda", 0)
NAME = "a pretended GPU"
MIXED = (
    "Expected all tensors to be on the same device, but found at least two devices, cuda:0 and cpu!"
)
WRONG_INDEX = "indices should be either on cpu or on the same device as the indexed tensor (cpu)"
FOR_NUMPY = (
    "can't convert cuda:0 device type tensor to numpy. Use Tensor.cpu() to copy the tensor to host "
    "memory first."
)
# Of operations on tensors of both devices: these copy from one to the other, …
COPIES = {"copy_", "_to_copy", "_foreach_copy_"}
# … these take indices on the CPU, …
INDEXED = {"index", "index_put", "index_put_", "_index_put_impl_", "_unsafe_index"}
# … and these take not even one number of the other device. All others do.
STRICT = {
    *("cat", "stack", "mm", "bmm", "mv", "dot", "addmm", "addmv", "baddbmm", "convolution"),
    *("gather", "scatter", "scatter_", "index_select", "embedding", "take", "equal"),
    *("nll_loss_forward", "nll_loss2d_forward", "_fused_adam_", "_fused_sgd_"),
}
FACTORIES = (
    *("arange", "empty", "eye", "full", "linspace", "ones", "zeros", "tensor"),
    *("rand", "randint", "randn", "randperm"),
)
LIKE = ("empty_like", "full_like", "ones_like", "rand_like", "randint_like", "randn_like")
NEW = ("new_empty", "new_full", "new_ones", "new_tensor", "new_zeros")

_Generator = torch.Generator
_saved: set[int] = set()  # where the memory lies that is written to a file as the GPU's
_loaded: set[int] = set()  # and that came from one


class OnGpu(Tensor):
    """A tensor on the pretended GPU; `put` makes one."""

    __torch_function__ = torch._C._disabled_torch_function_impl
    device = property(lambda self: GPU)
    is_cuda = property(lambda self: True)
    is_cpu = property(lambda self: False)

    @classmethod
    def __torch_dispatch__(cls, func, types, args=(), kwargs=None):
        kwargs = kwargs or {}
        _refuse(func, args, kwargs)
        with no_dispatch():
            result = func(*args, **kwargs)
        return tree_map_only(Tensor, put, result)

    def numpy(self, *, force: bool = False) -> Any:
        """Refuse, as on CUDA; with `force` an array of a copy."""
        if force:
            return plain(self).numpy()
        raise TypeError(FOR_NUMPY)

    def __array__(self, *_: Any, **__: Any) -> Any:
        raise TypeError(FOR_NUMPY)

    def tolist(self) -> Any:
        """The numbers; reading them needs no copy of one's own."""
        return plain(self).tolist()

    def as_subclass(self, cls: type) -> Tensor:
        """Itself as a Tensor, which it is; torch 2.4 refuses to say so of such a class."""
        return self if cls is Tensor else super().as_subclass(cls)

    def get_device(self) -> int:
        """The GPU's number."""
        return GPU.index

    def __repr__(self, **_: Any) -> str:
        return f"{repr(plain(self))[:-1]}, device='{GPU}')"

    def __format__(self, how: str) -> str:
        return format(self.item(), how) if self.dim() == 0 else format(repr(self), how)

    def __reduce_ex__(self, protocol: Any) -> Any:
        written = plain(self).requires_grad_(self.requires_grad)
        if isinstance(self, nn.Parameter):
            written = nn.Parameter(written.detach(), self.requires_grad)
        _saved.add(written.untyped_storage().data_ptr())
        return written.__reduce_ex__(protocol)


class GpuGenerator(_Generator):
    """A generator of the GPU's random numbers."""

    device = property(lambda self: GPU)


def put(tensor: Tensor) -> Tensor:
    """A tensor, without its history, as one on the GPU; its memory is shared."""
    if isinstance(tensor, OnGpu):
        return tensor
    return Tensor._make_subclass(OnGpu, tensor.detach(), tensor.requires_grad)


def plain(tensor: Tensor) -> Tensor:
    """A tensor of the GPU, without its history, as one of the CPU; its memory is shared."""
    with torch.no_grad(), no_dispatch():
        return tensor.detach()


def is_gpu(device: Any) -> bool:
    """Whether a device, or its name, is the GPU."""
    return device is not None and torch.device(device).type == GPU.type


def moved(tensor: Tensor, device: Any) -> Tensor:
    """The tensor on that device: itself, or a copy that gradients go through."""
    if isinstance(tensor, OnGpu) == is_gpu(device):
        return tensor
    return _Copy.apply(tensor, is_gpu(device))


class _Copy(torch.autograd.Function):
    @staticmethod
    def forward(ctx, tensor: Tensor, to_gpu: bool) -> Tensor:
        ctx.came_from_gpu = isinstance(tensor, OnGpu)
        return _copied(tensor, to_gpu)

    @staticmethod
    def backward(ctx, gradient: Tensor) -> tuple[Tensor, None]:
        return _copied(gradient, ctx.came_from_gpu), None


def _copied(tensor: Tensor, to_gpu: bool) -> Tensor:
    copy = plain(tensor).clone()
    return put(copy) if to_gpu else copy


def _refuse(func: Any, args: tuple, kwargs: dict[str, Any]) -> None:
    """Raise what CUDA raises where an operation mixes devices."""
    name = func.overloadpacket.__name__
    given = [leaf for leaf in tree_leaves((args, kwargs)) if isinstance(leaf, Tensor)]
    generator = kwargs.get("generator")
    if generator is not None and not isinstance(generator, GpuGenerator):
        raise RuntimeError("Expected a 'cuda' device type for generator but found 'cpu'")
    if name in COPIES:
        return
    if name in INDEXED:
        if not isinstance(args[0], OnGpu):
            raise RuntimeError(WRONG_INDEX)
        given = [args[0], *args[2:3]]
    strangers = [tensor for tensor in given if not isinstance(tensor, OnGpu)]
    if not strangers:
        return
    written = [
        value
        for argument, value in zip(func._schema.arguments, args, strict=False)
        if argument.alias_info is not None and argument.alias_info.is_write
    ]
    changed = [leaf for leaf in tree_leaves(written) if isinstance(leaf, Tensor)]
    if (
        name in STRICT
        or any(tensor.dim() > 0 for tensor in strangers)
        or any(not isinstance(tensor, OnGpu) for tensor in changed)
    ):
        raise RuntimeError(_types(*args[:2]) if name == "convolution" else f"{MIXED} (in {func})")


def _types(images: Tensor, weight: Tensor) -> str:
    """What a convolution says of tensors on two devices."""
    there, then = (
        f"torch.{'cuda.' * isinstance(tensor, OnGpu)}FloatTensor" for tensor in (images, weight)
    )
    return f"Input type ({there}) and weight type ({then}) should be the same"


@contextmanager
def pretend_gpu() -> Iterator[torch.device]:
    """As long as this lasts there is a GPU, `cuda`, and `pick_device` picks it."""
    import course_utils.training
    from course_utils.training import loop

    def pick_device() -> torch.device:
        print(f"Device: GPU ({NAME}).")
        return torch.device("cuda")

    kept: list[tuple[Any, str, Any]] = []

    def replace(owner: Any, name: str, new: Any) -> None:
        kept.append((owner, name, vars(owner).get(name)))
        setattr(owner, name, new)

    for owner, name, new in _replacements():
        replace(owner, name, new)
    replace(loop, "pick_device", pick_device)
    replace(course_utils.training, "pick_device", pick_device)
    package = (0, _tag, _restored)
    register_package(*package)
    try:
        yield torch.device("cuda")
    finally:
        _package_registry.remove(package)
        for owner, name, old in reversed(kept):
            if old is None:
                delattr(owner, name)
            else:
                setattr(owner, name, old)


def _replacements() -> Iterator[tuple[Any, str, Any]]:
    """What stands in another's place: whose it is, its name, and what it is now."""
    for name in FACTORIES:
        yield torch, name, _made_there(getattr(torch, name))
    for name in (*LIKE, "zeros_like"):
        yield torch, name, _moved_after(getattr(torch, name))
    for name in NEW:
        yield Tensor, name, _moved_after(getattr(Tensor, name))
    yield torch, "as_tensor", _as_tensor(torch.as_tensor)
    yield Tensor, "to", _to(Tensor.to)
    yield Tensor, "cpu", lambda self, *_, **__: moved(self, "cpu")
    yield Tensor, "cuda", lambda self, *_, **__: moved(self, "cuda")
    for name in ("to", "cpu", "cuda"):
        yield nn.Module, name, _changing_places(getattr(nn.Module, name))
    yield nn.functional, "one_hot", _whole(nn.functional.one_hot)
    yield torch, "Generator", _AnyGenerator
    yield torch, "save", _save(torch.save)
    yield torch, "load", _load(torch.load)
    yield torch.cuda, "synchronize", lambda *_, **__: None
    yield torch.cuda, "get_device_name", lambda *_, **__: NAME


def _made_there(make: Callable[..., Tensor]) -> Callable[..., Tensor]:
    """A function that makes a tensor on a device that is named."""

    @functools.wraps(make)
    def made(*args: Any, device: Any = None, requires_grad: bool = False, **named: Any) -> Tensor:
        if make.__name__ == "tensor" and isinstance(args[0], OnGpu) and device is None:
            device = GPU
        there = is_gpu(device)
        _refuse_generator(named.get("generator"), there)
        args = tuple(plain(a) if there and isinstance(a, OnGpu) else a for a in args)
        tensor = make(*args, device="cpu" if there else device, **named)
        return (put(tensor) if there else tensor).requires_grad_(requires_grad)

    return made


def _refuse_generator(generator: torch.Generator | None, there: bool) -> None:
    if generator is not None and isinstance(generator, GpuGenerator) != there:
        wanted, found = ("cuda", "cpu") if there else ("cpu", "cuda")
        raise RuntimeError(f"Expected a '{wanted}' device type for generator but found '{found}'")


def _moved_after(make: Callable[..., Tensor]) -> Callable[..., Tensor]:
    """A function that makes a tensor beside another, unless a device is named."""

    @functools.wraps(make)
    def made(self: Tensor, *args: Any, device: Any = None, **named: Any) -> Tensor:
        if make.__name__ == "new_tensor":
            tensor = torch.tensor(*args, **named)
            return moved(tensor, self.device if device is None else device)
        tensor = make(self, *args, **named)
        if device is None:
            return tensor
        return moved(tensor, device).detach().requires_grad_(tensor.requires_grad)

    return made


def _as_tensor(make: Callable[..., Tensor]) -> Callable[..., Tensor]:
    def made(data: Any, dtype: Any = None, device: Any = None) -> Tensor:
        tensor = data if isinstance(data, Tensor) else make(data, dtype=dtype)
        tensor = tensor if dtype is None else tensor.to(dtype)
        return tensor if device is None else moved(tensor, device)

    return made


def _to(to: Callable[..., Tensor]) -> Callable[..., Tensor]:
    def moved_and_changed(self: Tensor, *args: Any, **named: Any) -> Tensor:
        device = named.pop("device", None)
        other = named.pop("other", None)
        if args and (args[0] is None or isinstance(args[0], torch.device | str | int)):
            device = device if args[0] is None else args[0]
            # after a device comes the dtype, and so on
            named |= zip(("dtype", "non_blocking", "copy"), args[1:], strict=False)
            args = ()
        elif args and isinstance(args[0], Tensor):
            other, args = args[0], args[1:]
        if other is not None:
            device = other.device
            named["dtype"] = other.dtype
        if device is not None and not is_gpu(device) and torch.device(device).type != "cpu":
            return to(self, device, *args, **named)
        tensor = self if device is None else moved(self, device)
        return to(tensor, *args, **named) if args or named else tensor

    return moved_and_changed


def _changing_places(method: Callable[..., nn.Module]) -> Callable[..., nn.Module]:
    """Module.to and its like: a parameter that goes elsewhere stays the object that it was.

    But where the graph of an earlier pass still holds it, torch cannot change what is in it, as it
    can on CUDA. Then a new one takes its place, of which an optimiser made before knows nothing.
    """

    @functools.wraps(method)
    def moving(self: nn.Module, *args: Any, **named: Any) -> nn.Module:
        if method.__name__ == "to":
            device = torch._C._nn._parse_to(*args, **named)[0]
        else:
            device = method.__name__
        here = [*self.parameters(), *self.buffers()]
        moves = device is not None and any(isinstance(t, OnGpu) != is_gpu(device) for t in here)
        before = torch.__future__.get_swap_module_params_on_conversion()
        torch.__future__.set_swap_module_params_on_conversion(moves)
        try:
            return method(self, *args, **named)
        except RuntimeError as error:
            if "Couldn't swap" not in str(error):
                raise
            torch.__future__.set_swap_module_params_on_conversion(False)
            _replace_parameters(self, device)
            return method(self, *args, **named)  # buffers, and a dtype if one was named
        finally:
            torch.__future__.set_swap_module_params_on_conversion(before)

    return moving


def _replace_parameters(model: nn.Module, device: Any) -> None:
    for module in model.modules():
        for name, one in module._parameters.items():
            if one is not None and isinstance(one, OnGpu) != is_gpu(device):
                there = moved(one.detach(), device)
                module._parameters[name] = nn.Parameter(there, one.requires_grad)


def _whole(function: Callable[..., Tensor]) -> Callable[..., Tensor]:
    """A function without gradients that torch takes apart into steps that forget the device."""

    @functools.wraps(function)
    def computed(tensor: Tensor, *args: Any, **named: Any) -> Tensor:
        if not isinstance(tensor, OnGpu):
            return function(tensor, *args, **named)
        return put(function(plain(tensor), *args, **named))

    return computed


class _EveryGenerator(type):
    def __instancecheck__(cls, instance: Any) -> bool:
        return isinstance(instance, _Generator)


class _AnyGenerator(metaclass=_EveryGenerator):
    """Stands for `torch.Generator`: the CPU's, or the GPU's where that is named."""

    def __new__(cls, device: Any = "cpu") -> torch.Generator:
        return GpuGenerator() if is_gpu(device) else _Generator(device)


# Files of weights: what was on the GPU is marked as CUDA's, and is on the GPU again when it is read


def _tag(storage: Any) -> str | None:
    return str(GPU) if storage.device.type == "cpu" and storage.data_ptr() in _saved else None


def _restored(storage: Any, location: str) -> Any:
    if not location.startswith(GPU.type):
        return None
    _loaded.add(storage.data_ptr())
    return storage


def _save(save: Callable[..., None]) -> Callable[..., None]:
    @functools.wraps(save)
    def saved(*args: Any, **named: Any) -> None:
        _saved.clear()
        try:
            save(*args, **named)
        finally:
            _saved.clear()

    return saved


def _load(load: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(load)
    def loaded(*args: Any, **named: Any) -> Any:
        _loaded.clear()
        content = load(*args, **named)
        return tree_map_only(
            Tensor,
            lambda t: put(t) if t.untyped_storage().data_ptr() in _loaded else t,
            content,
        )

    return loaded


def install() -> None:
    """Pretend from now on, in a kernel whose start-up script calls this."""
    pretence = pretend_gpu()
    pretence.__enter__()
    sys.modules[__name__].lasting = pretence  # else it would end here
