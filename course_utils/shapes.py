"""Sizes: the formula for one layer, and the ledger of a whole network."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from html import escape

import torch
from torch import Tensor, nn

from course_utils.errors import InputError

WHOLE_IMAGE = "whole image"
WINDOWED = (nn.Conv2d, nn.MaxPool2d, nn.AvgPool2d)


def conv_output_size(
    size: int, kernel_size: int, stride: int = 1, padding: int = 0, dilation: int = 1
) -> int:
    """Side length after a convolution or pooling, in pixels.

    floor((size + 2·padding − dilation·(kernel_size − 1) − 1) / stride) + 1, as in the
    documentation of torch.nn.Conv2d. Raises InputError (a ValueError) where no window fits.
    """
    window = dilation * (kernel_size - 1) + 1
    padded = size + 2 * padding
    if min(size, kernel_size, stride, dilation) < 1 or padding < 0:
        raise InputError("size, kernel_size, stride and dilation start at 1, padding at 0.")
    if padded < window:
        unit = "pixel" if padded == 1 else "pixels"
        raise InputError(
            f"A window of {window} pixels does not fit into {padded} {unit} "
            f"({size} and {padding} of padding on each side)."
        )
    return (padded - window) // stride + 1


def count_parameters(model: nn.Module) -> int:
    """How many trainable numbers a model has."""
    return sum(p.numel() for p in model.parameters() if p.requires_grad)


def device_of(model: nn.Module) -> torch.device:
    """Where a model's parameters are; the CPU for a model without any."""
    parameter = next(model.parameters(), None)
    return torch.device("cpu") if parameter is None else parameter.device


@contextmanager
def eval_mode(model: nn.Module) -> Iterator[None]:
    """Measure in eval mode; afterwards each layer is in the mode it was found in."""
    modes = {layer: layer.training for layer in model.modules()}
    model.eval()
    try:
        yield
    finally:
        for layer, mode in modes.items():
            layer.training = mode


@dataclass(frozen=True)
class LedgerRow:
    """One layer of a network, as the shape ledger shows it."""

    layer: str
    does: str
    output_shape: tuple[int, ...]
    parameters: int
    field: str


@dataclass(frozen=True)
class Ledger:
    """The shape ledger: prints as text, shows as a table in a notebook."""

    rows: tuple[LedgerRow, ...]
    total: int

    HEAD = ("layer", "what it does", "output shape", "parameters", "receptive field")
    SIDES = ("left", "left", "left", "right", "left")  # numbers that are compared end alike

    def _cells(self) -> list[tuple[str, ...]]:
        rows = [
            (r.layer, r.does, "×".join(map(str, r.output_shape)), f"{r.parameters:,}", r.field)
            for r in self.rows
        ]
        return [*rows, ("total", "", "", f"{self.total:,}", "")]

    def __str__(self) -> str:
        rows = [self.HEAD, *self._cells()]
        widths = [max(len(row[i]) for row in rows) for i in range(len(self.HEAD))]
        just = [str.rjust if side == "right" else str.ljust for side in self.SIDES]
        lines = [
            "  ".join(j(c, w) for j, c, w in zip(just, row, widths, strict=True)) for row in rows
        ]
        return "\n".join(line.rstrip() for line in lines)

    __repr__ = __str__

    def _repr_html_(self) -> str:
        def row_of(tag: str, cells: tuple[str, ...], more: str = "") -> str:
            aligned = zip(self.SIDES, cells, strict=True)
            inner = (f'<{tag}{more} style="text-align:{s}">{escape(c)}</{tag}>' for s, c in aligned)
            return f"<tr>{''.join(inner)}</tr>"

        head = row_of("th", self.HEAD, ' scope="col"')
        body = "".join(row_of("td", cells) for cells in self._cells())
        return f"<table><thead>{head}</thead><tbody>{body}</tbody></table>"


def shape_ledger(model: nn.Module, input_size: tuple[int, ...]) -> Ledger:
    """Send one blank input through a model and note every layer it passes.

    input_size is N×C×H×W, for example (1, 1, 28, 28). The model's mode is put back afterwards.
    The receptive field is the side, in input pixels, of the region that one output can see.
    """
    rows: list[LedgerRow] = []
    seen = {"field": 1, "jump": 1, "whole": False}

    def note(name: str):
        def hook(layer: nn.Module, _inputs: tuple[Tensor, ...], output: Tensor) -> None:
            field = _grow(seen, layer)
            parameters = sum(p.numel() for p in layer.parameters())
            shape = tuple(output.shape)
            rows.append(LedgerRow(name, _describe(layer), shape, parameters, field))

        return hook

    leaves = [(n or "model", m) for n, m in model.named_modules() if not list(m.children())]
    hooks = [layer.register_forward_hook(note(name)) for name, layer in leaves]
    try:
        with eval_mode(model), torch.no_grad():
            model(torch.zeros(input_size, device=device_of(model)))
    finally:
        for hook in hooks:
            hook.remove()
    return Ledger(tuple(rows), count_parameters(model))


def _grow(seen: dict, layer: nn.Module) -> str:
    """Receptive field after this layer: each window adds (size − 1) steps of the current jump."""
    if isinstance(layer, WINDOWED):
        stride = _side(layer.stride)
        dilation = _side(getattr(layer, "dilation", 1))
        seen["field"] += dilation * (_side(layer.kernel_size) - 1) * seen["jump"]
        seen["jump"] *= stride
    elif isinstance(layer, nn.Linear):
        seen["whole"] = True
    return WHOLE_IMAGE if seen["whole"] else f"{seen['field']}×{seen['field']}"


def _side(value: int | Iterable[int]) -> int:
    return value if isinstance(value, int) else max(value)


def _describe(layer: nn.Module) -> str:
    if isinstance(layer, nn.Conv2d):
        side, padding = _side(layer.kernel_size), layer.padding
        padding = padding if isinstance(padding, str) else _side(padding)
        words = f"{layer.in_channels} → {layer.out_channels} channels, {side}×{side} filters"
        return words + (f", padding {padding}" if padding else "")
    if isinstance(layer, (nn.MaxPool2d, nn.AvgPool2d)):
        kind = "largest" if isinstance(layer, nn.MaxPool2d) else "mean"
        side = _side(layer.kernel_size)
        words = f"{kind} of each {side}×{side} window, stride {_side(layer.stride)}"
        return words + (f", padding {_side(layer.padding)}" if _side(layer.padding) else "")
    if isinstance(layer, nn.Linear):
        return f"dense, {layer.in_features} → {layer.out_features}"
    if isinstance(layer, nn.Flatten):
        return "one row of numbers per image"
    if isinstance(layer, nn.ReLU):
        return "negative values become 0"
    if isinstance(layer, nn.Dropout):
        return f"drops a share of {layer.p:g} while training"
    if isinstance(layer, nn.Dropout2d):
        return f"drops a share of {layer.p:g} of the channels while training"
    if isinstance(layer, nn.BatchNorm2d):
        return "each channel to mean 0 and variance 1, then scaled and shifted"
    return type(layer).__name__
