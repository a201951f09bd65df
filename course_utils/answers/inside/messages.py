"""What goes to a box and comes out of it: plain data as bytes, of which nothing can run.

A message is a head of JSON and, behind it, the numbers of its tensors. Whoever reads one gets None,
bool, int, float, str, list, tuple, dict, torch.Tensor and `NotPlain`, of exactly these types, or
`Refused`. The bytes may come from a liar; what they say may still be a lie.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from json import dumps, loads  # by name: a cell may exchange what the module has
from typing import Any

import torch
from torch import Tensor

from course_utils.answers.plain import NotPlain

KB, MB = 2**10, 2**20


@dataclass(frozen=True)
class Bounds:
    """How large a message may be: bytes in all, bytes of its head, parts that its head has, and
    signs of one text.

    Looked at before anything of it becomes a Python object: each part takes about 100 bytes and a
    microsecond, and a head of opening brackets 20 times as much to read.
    """

    size: int
    head: int
    parts: int
    text: int

    def cost(self, message: bytes) -> int:
        """About how many bytes a message takes once it was read."""
        head = message[4 : 4 + int.from_bytes(message[:4], "big")]
        return len(message) + PART * _parts(head)


PART = 100  # bytes of a Python object, about
REQUEST = Bounds(2**31, 4 * MB, 2**31, 2**31)  # the grader's own
SMALL = Bounds(64 * KB, 64 * KB, 2_000, 10_000)
MANY_PARTS = Bounds(2 * MB, 2 * MB, 200_000, 100_000)
LARGEST = Bounds(8 * MB, 1 * MB, 20_000, 10_000)  # a file with weights is cut at 4 MB
MOST_ROWS = 10**6  # of a tensor without numbers, which takes no bytes however many it has
DEPTH = 20  # of lists in lists
MOST_ENTRIES = 1_000  # of a dict; keys can be made to collide
LARGEST_INT = 2**63 - 1
LONGEST_NAME = 100
LONGEST_WORDS = 1_000
PIECE = MB
LARGEST_TENSOR = 64 * MB  # of a request; a reply has bounds of its own

_DTYPES = (
    *(torch.bool, torch.uint8, torch.int8, torch.int16, torch.int32, torch.int64),
    *(torch.float16, torch.bfloat16, torch.float32, torch.float64),
    *(torch.complex64, torch.complex128),
)
DTYPES = {str(dtype).removeprefix("torch."): dtype for dtype in _DTYPES}
NAMES = {dtype: name for name, dtype in DTYPES.items()}


class Refused(Exception):
    """Bytes that are no message, or a value that is too large or too deep to be sent."""


def encode(value: Any, bounds: Bounds = LARGEST) -> bytes:
    """A message with a value as `plain` gives it. Raises `Refused` where it is over the bounds."""
    numbers: list[bytes] = []
    head = dumps(_packed(value, numbers, bounds.text), separators=(",", ":")).encode("ascii")
    if 4 + len(head) + sum(map(len, numbers)) > bounds.size or not _head_fits(head, bounds):
        raise Refused("too large")
    return b"".join([len(head).to_bytes(4, "big"), head, *numbers])


def _head_fits(head: bytes, bounds: Bounds) -> bool:
    """Whether a head is short enough and has few enough parts; one in a text counts as well."""
    return len(head) <= bounds.head and _parts(head) <= bounds.parts


def _parts(head: bytes) -> int:
    return sum(map(head.count, (b",", b"[", b"{")))


def _packed(value: Any, numbers: list[bytes], longest: int, depth: int = 0) -> Any:
    """Lists stay lists; what JSON does not have is an object with one key, the kind."""
    if depth > DEPTH:
        raise Refused("too deep")
    if type(value) is str and len(value) > longest:
        raise Refused("too long")
    if value is None or type(value) in (bool, float, str):
        return value
    if type(value) is int:
        return value if abs(value) <= LARGEST_INT else {"o": ["int"]}
    if type(value) is list:
        return [_packed(item, numbers, longest, depth + 1) for item in value]
    if type(value) is tuple:
        return {"t": [_packed(item, numbers, longest, depth + 1) for item in value]}
    if type(value) is dict:
        if len(value) > MOST_ENTRIES:
            raise Refused("too large")
        pairs = [
            [_packed(part, numbers, longest, depth + 1) for part in pair] for pair in value.items()
        ]
        return {"d": pairs}
    if type(value) is Tensor:
        return _packed_tensor(value, numbers)
    name = value.type_name if type(value) is NotPlain else type(value).__name__
    return {"o": [str(name)[:LONGEST_NAME]]}


def _packed_tensor(tensor: Tensor, numbers: list[bytes]) -> dict:
    name, device = NAMES.get(tensor.dtype), tensor.device.type
    if name is None or device not in ("cpu", "meta") or tensor.layout != torch.strided:
        return {"o": ["Tensor"]}
    if device == "cpu" and tensor.numel():
        if tensor.numel() * tensor.element_size() > LARGEST_TENSOR:
            raise Refused("too large")  # before an expanded tensor is copied out
        # A single number that was cut out of a table counts as contiguous, whatever its stride.
        laid_out = tensor.detach().resolve_conj().resolve_neg()
        flat = laid_out.clone(memory_format=torch.contiguous_format).reshape(-1)
        numbers.append(flat.view(torch.uint8).numpy().tobytes())
    return {"x": [name, list(tensor.shape), device]}


def decode(data: bytes, bounds: Bounds = LARGEST) -> Any:
    """The value of a message. Raises `Refused`, and nothing else, for any other bytes."""
    length = int.from_bytes(data[:4], "big")
    if len(data) < 4 or length > len(data) - 4 or len(data) > bounds.size:
        raise Refused("its head is cut off, or it is too long")
    text = data[4 : 4 + length]
    if not _head_fits(text, bounds):
        raise Refused("its head is too long")
    try:
        head = loads(text.decode("ascii"))
    except (ValueError, RecursionError) as error:
        raise Refused("its head is no JSON") from error
    reader = _Reader(memoryview(data)[4 + length :], bounds.text)
    value = reader.value(head, 0)
    if reader.left:
        raise Refused("it has more numbers than tensors")
    return value


class _Reader:
    """Builds the value; `left` are the numbers that no tensor has taken yet."""

    def __init__(self, left: memoryview, longest_text: int) -> None:
        self.left, self._longest_text = left, longest_text
        self._kinds = {"t": self._tuple, "d": self._dict, "x": self._tensor, "o": self._something}

    def value(self, head: Any, depth: int) -> Any:
        if depth > DEPTH:
            raise Refused("it is too deep")
        if head is None or type(head) in (bool, float):
            return head
        if type(head) is int and abs(head) <= LARGEST_INT:
            return head
        if type(head) is str and len(head) <= self._longest_text:
            return head.encode("utf-8", "replace").decode()  # half a surrogate pair cannot be shown
        if type(head) is list:
            return [self.value(item, depth + 1) for item in head]
        if type(head) is dict and len(head) == 1:
            ((kind, inside),) = head.items()
            if kind in self._kinds and type(inside) is list:
                return self._kinds[kind](inside, depth)
        raise Refused("it holds what is no plain data")

    def _tuple(self, inside: list, depth: int) -> tuple:
        return tuple(self.value(item, depth + 1) for item in inside)

    def _dict(self, inside: list, depth: int) -> dict:
        if len(inside) > MOST_ENTRIES or any(type(p) is not list or len(p) != 2 for p in inside):
            raise Refused("a dict in it is none")
        pairs = [(self.value(k, depth + 1), self.value(v, depth + 1)) for k, v in inside]
        try:
            return dict(pairs)
        except TypeError as error:
            raise Refused("a key in it cannot be one") from error

    def _something(self, inside: list, depth: int) -> NotPlain:
        if len(inside) != 1 or type(inside[0]) is not str or len(inside[0]) > LONGEST_NAME:
            raise Refused("a type in it has no name")
        return NotPlain(self.value(inside[0], depth))

    def _tensor(self, inside: list, depth: int) -> Tensor:
        if len(inside) != 3 or type(inside[0]) is not str or type(inside[1]) is not list:
            raise Refused("a tensor in it is none")
        name, shape, device = inside
        sides_fit = len(shape) <= DEPTH and all(type(n) is int and 0 <= n < 2**31 for n in shape)
        if name not in DTYPES or device not in ("cpu", "meta") or not sides_fit:
            raise Refused("a tensor in it has no type, no shape or no place")
        dtype, count = DTYPES[name], math.prod(shape)
        if count > 2**40 or (not count and math.prod(max(n, 1) for n in shape) > MOST_ROWS):
            raise Refused("a tensor in it is too large")
        try:
            if device == "meta" or not count:
                return torch.empty(shape, dtype=dtype, device=device)
            return self._filled(dtype, count).reshape(shape)
        except RuntimeError as error:
            raise Refused("a tensor in it cannot be built") from error

    def _filled(self, dtype: torch.dtype, count: int) -> Tensor:
        length = count * dtype.itemsize
        if length > len(self.left):
            raise Refused("the numbers of a tensor are missing")
        numbers = bytearray(self.left[:length])
        self.left = self.left[length:]
        if dtype is torch.bool:  # other bytes than 0 and 1 would be neither true nor false
            return torch.frombuffer(numbers, dtype=torch.uint8) != 0
        return torch.frombuffer(numbers, dtype=dtype)


def with_length(message: bytes) -> bytes:
    """A message with its length before it, as it goes through a pipe."""
    return len(message).to_bytes(8, "big") + message


def receive(read: Callable[[int], bytes | None], limit: Callable[[], int]) -> bytes:
    """The next message from a pipe; `read(n)` gives at most n bytes, and none at the end.

    `limit()` says how long it may be, asked once it begins to come. Raises EOFError where the pipe
    ends first, `Refused` for a message that is over the limit.
    """
    length = int.from_bytes(_exactly(read, 8), "big")
    if length > limit():
        raise Refused("it is too long")
    return _exactly(read, length)


def _exactly(read: Callable[[int], bytes | None], length: int) -> bytes:
    held = bytearray()
    while len(held) < length:
        part = read(min(length - len(held), PIECE))
        if not part:
            raise EOFError
        held += part
    return bytes(held)
