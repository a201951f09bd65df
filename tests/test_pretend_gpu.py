"""The pretended GPU refuses what CUDA refuses; what CUDA takes has the CPU's results."""

import copy
from collections.abc import Callable, Iterator

import numpy as np
import pytest
import torch
from pretend_gpu import GPU, OnGpu, pretend_gpu
from torch import Tensor, nn
from torch.nn import functional as F

from course_utils import training


@pytest.fixture
def gpu() -> Iterator[None]:
    with pretend_gpu():
        yield


pretended = pytest.mark.usefixtures("gpu")


def linear(device: str) -> nn.Linear:
    torch.manual_seed(0)
    return nn.Linear(3, 2).to(device)


# What is refused: of x (2 × 3) on the GPU and y (2 × 3) on the CPU


MIXED: dict[str, Callable[[Tensor, Tensor], object]] = {
    "sum": lambda x, y: x + y,
    "sum, the other way round": lambda x, y: y + x,
    "product in place": lambda x, y: x.mul_(y),
    "number of the GPU's into the CPU's": lambda x, y: y.add_(x.sum()),
    "number of the GPU's into a number of the CPU's": lambda x, y: y.sum().add_(x.sum()),
    "comparison": lambda x, y: x == y,
    "matrix product": lambda x, y: x @ y.T,
    "where": lambda x, y: torch.where(x > 0, x, y),
    "cat": lambda x, y: torch.cat([x, y]),
    "stack of numbers": lambda x, y: torch.stack([x.sum(), y.sum()]),
    "linear layer": lambda x, y: linear("cpu")(x),
    "linear layer on the GPU": lambda x, y: linear("cuda")(y),
    "convolution": lambda x, y: F.conv2d(x[None, None], y[None, None]),
    "cross-entropy": lambda x, y: F.cross_entropy(x, torch.tensor([0, 1])),
    "mean squared error": lambda x, y: F.mse_loss(x, y),
    "batch norm": lambda x, y: nn.BatchNorm1d(3)(x),
    "gather": lambda x, y: x.gather(1, torch.tensor([[0], [1]])),
    "index_select": lambda x, y: x.index_select(0, torch.tensor([0])),
    "mask of the other": lambda x, y: x.masked_fill(y > 0, 0.0),
    "assignment by a mask": lambda x, y: x.__setitem__(x > 0, y.flatten()),
    "equal": lambda x, y: torch.equal(x, y),
    "weights of an average": lambda x, y: (x * torch.ones(3)).sum(),
}


@pretended
@pytest.mark.parametrize("name", MIXED)
def test_cuda_and_the_cpu_are_not_mixed(name):
    x, y = torch.ones(2, 3, device="cuda"), torch.ones(2, 3)
    with pytest.raises(RuntimeError, match=r"on the same device|should be the same"):
        MIXED[name](x, y)


@pretended
def test_what_lies_on_the_cpu_is_not_indexed_by_the_gpu():
    with pytest.raises(RuntimeError, match="indices should be either on cpu or on the same device"):
        torch.ones(3)[torch.tensor([0, 1], device="cuda")]


@pretended
@pytest.mark.parametrize(
    "read", [lambda x: x.numpy(), np.asarray, np.array], ids=lambda read: read.__name__
)
def test_numpy_gets_nothing_of_the_gpu(read):
    with pytest.raises(TypeError, match=r"Use Tensor\.cpu\(\) to copy the tensor to host memory"):
        read(torch.ones(3, device="cuda"))


GENERATORS: dict[str, Callable[[torch.Generator, torch.Generator], object]] = {
    "numbers on the CPU": lambda g, c: torch.rand(2, generator=g),
    "numbers on the GPU": lambda g, c: torch.rand(2, generator=c, device="cuda"),
    "order on the CPU": lambda g, c: torch.randperm(4, generator=g),
    "in place on the GPU": lambda g, c: torch.zeros(2, device="cuda").uniform_(generator=c),
    "draws on the GPU": lambda g, c: torch.ones(2, device="cuda").multinomial(1, generator=c),
}


@pretended
@pytest.mark.parametrize("name", GENERATORS)
def test_a_generator_draws_on_its_own_device_only(name):
    with pytest.raises(RuntimeError, match="device type for generator but found"):
        GENERATORS[name](torch.Generator(device="cuda"), torch.Generator())


# What is taken, and gives what the CPU gives


def trained(model: nn.Module, x: Tensor, make: Callable) -> list[float]:
    """The losses of a few steps."""
    optimizer = make(model.parameters())
    losses = []
    for _ in range(3):
        optimizer.zero_grad()
        loss = F.cross_entropy(model(x), torch.tensor([0, 1], device=x.device))
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses


def convolved(x: Tensor) -> Tensor:
    torch.manual_seed(0)
    net = nn.Sequential(nn.Conv2d(1, 4, 3, padding="same"), nn.BatchNorm2d(4), nn.MaxPool2d(2))
    return net.to(x.device)(x.repeat(4, 4)[None, None])


def gradient(x: Tensor) -> Tensor:
    leaf = x.detach().clone().requires_grad_()
    (leaf[:, 0] * leaf.abs().sum(dim=1)).sum().backward()
    return leaf.grad


def filled(x: Tensor) -> Tensor:
    x = x.clone()
    x[0] = torch.tensor([7.0, 8.0, 9.0])  # a copy may come from the CPU
    x[:, 1] = 5
    x[x > 8] = 0
    return x


TAKEN: dict[str, Callable[[Tensor], object]] = {
    "a number of Python's": lambda x: 2 * x + 1,
    "one number on the CPU": lambda x: x / torch.tensor(255.0),
    "indices on the CPU": lambda x: x[torch.tensor([1, 0])],
    "a mask on the CPU": lambda x: x[torch.tensor([True, False])],
    "indices and slices": lambda x: x[:, [0, 2]][1:, None],
    "assignment": filled,
    "reductions": lambda x: torch.stack([x.mean(), x.std(), x.max(), x.argmax().float()]),
    "top": lambda x: x.topk(2, dim=1).indices,
    "one-hot": lambda x: F.one_hot(x.argmax(dim=1), 5),
    "layers": convolved,
    "a gradient": gradient,
    "Adam": lambda x: trained(linear(x.device), x, torch.optim.Adam),
    "fused Adam": lambda x: trained(
        linear(x.device), x, lambda weights: torch.optim.Adam(weights, fused=True)
    ),
    "SGD": lambda x: trained(
        linear(x.device), x, lambda weights: torch.optim.SGD(weights, 0.1, momentum=0.9)
    ),
    "a list": lambda x: x.tolist(),
    "numbers to Python": lambda x: [x.sum().item(), int(x[0, 0]), bool(x[0, 0]), f"{x[0, 0]:.2f}"],
    "like": lambda x: torch.zeros_like(x) + x.new_ones(3) + x.new_tensor([1.0, 2.0, 3.0]),
    "another type": lambda x: x.to(torch.float64).long(),
    "drawn": lambda x: (torch.manual_seed(0), F.dropout(x, 0.5))[1],
    "a model's copy": lambda x: copy.deepcopy(linear(x.device))(x),
}


@pretended
@pytest.mark.parametrize("name", TAKEN)
def test_what_cuda_takes_gives_the_cpus_numbers(name):
    x = torch.tensor([[1.0, -2.0, 3.0], [4.0, 5.0, -6.0]])
    wanted, got = TAKEN[name](x), TAKEN[name](x.to("cuda"))
    if isinstance(wanted, Tensor):
        assert got.device == GPU
        assert torch.equal(got.cpu(), wanted)
    else:
        assert got == wanted


FACTORIES: dict[str, Callable[[torch.device], Tensor]] = {
    "zeros": lambda d: torch.zeros(2, device=d),
    "a number": lambda d: torch.zeros((), device=d),
    "tensor": lambda d: torch.tensor([1, 2], device=d),
    "leaf": lambda d: torch.tensor([1.0], device=d, requires_grad=True),
    "as_tensor": lambda d: torch.as_tensor(np.ones(2), device=d),
    "arange": lambda d: torch.arange(4, device=d),
    "generator": lambda d: torch.rand(2, generator=torch.Generator(d).manual_seed(0), device=d),
    "like": lambda d: torch.ones_like(torch.zeros(2), device=d),
    "new": lambda d: torch.zeros(1).new_full((2,), 3.0, device=d),
    "buffer": lambda d: nn.BatchNorm1d(2, device=d).running_mean,
    "weight": lambda d: nn.Linear(2, 3, device=d).weight,
    "another": lambda d: torch.zeros(2).to(torch.zeros(1, device=d)),
}


@pretended
@pytest.mark.parametrize("name", FACTORIES)
@pytest.mark.parametrize("device", ["cuda", "cpu"])
def test_what_is_made_for_a_device_is_on_it(device, name):
    torch.manual_seed(0)
    made = FACTORIES[name](torch.device(device))
    assert made.device.type == device
    assert made.is_cuda == isinstance(made, OnGpu) == (device == "cuda")
    assert made.is_leaf and made.requires_grad == (name in ("leaf", "weight"))


# Going from one to the other


@pretended
def test_moving_copies_and_staying_does_not():
    x = torch.ones(2)
    there = x.to("cuda")
    assert there.to("cuda:0") is there and x.cpu() is x
    there += 1
    assert x.tolist() == [1, 1] and there.cpu().tolist() == [2, 2]
    assert there.to("cpu", torch.float64).dtype == torch.float64
    assert repr(there) == "tensor([2., 2.], device='cuda:0')"


@pretended
def test_gradients_go_through_a_move():
    x = torch.ones(2, requires_grad=True)
    (x.to("cuda") * torch.tensor([2.0, 3.0], device="cuda")).sum().backward()
    assert x.grad.device.type == "cpu"
    assert x.grad.tolist() == [2, 3]


@pretended
def test_a_model_goes_there_and_back_and_its_parameters_stay_the_same_objects():
    model = nn.Sequential(nn.Linear(2, 2), nn.BatchNorm1d(2))
    parameters = list(model.parameters())
    before = [parameter.tolist() for parameter in parameters]
    for device in ("cuda", "cpu", "cuda"):
        model.to(device)
        assert {t.device.type for t in model.state_dict().values()} == {device}
        assert all(a is b for a, b in zip(model.parameters(), parameters, strict=True))
        assert all(isinstance(parameter, nn.Parameter) for parameter in parameters)
        assert [parameter.tolist() for parameter in parameters] == before


@pretended
def test_a_model_that_has_computed_goes_on_in_another_layout_of_memory():
    model = nn.Conv2d(1, 2, 3).to("cuda")
    waiting = model(torch.ones(1, 1, 5, 5, device="cuda")).sum()
    model.to(memory_format=torch.channels_last)
    waiting.backward()
    assert model.weight.grad.device == GPU


# Files of weights


@pretended
def test_weights_are_on_the_gpu_again_when_they_are_read(tmp_path):
    file, model = tmp_path / "weights.pt", linear("cuda")
    torch.save(model.state_dict(), file)
    read = torch.load(file, weights_only=True)
    assert {tensor.device for tensor in read.values()} == {GPU}
    assert torch.load(file, map_location="cpu", weights_only=True)["bias"].device.type == "cpu"
    on_cpu = linear("cpu")
    on_cpu.load_state_dict(read)
    assert on_cpu.bias.tolist() == model.bias.tolist() and on_cpu.bias.device.type == "cpu"


def test_without_a_gpu_they_are_read_only_where_the_cpu_is_named(tmp_path):
    with pretend_gpu():
        torch.save({"a": torch.ones(2, device="cuda")}, tmp_path / "w.pt")
    with pytest.raises(RuntimeError, match=r"deserialize object on a CUDA device"):
        torch.load(tmp_path / "w.pt", weights_only=False)
    assert torch.load(tmp_path / "w.pt", map_location="cpu", weights_only=True)["a"].tolist() == [
        1,
        1,
    ]


@pretended
def test_what_was_on_the_cpu_stays_there(tmp_path):
    torch.save({"a": torch.ones(2), "b": torch.ones(2, device="cuda")}, tmp_path / "w.pt")
    read = torch.load(tmp_path / "w.pt", weights_only=True)
    assert (read["a"].device.type, read["b"].device.type) == ("cpu", "cuda")


# The course


@pretended
def test_a_model_moves_there_while_the_result_of_an_earlier_pass_is_held():
    model = nn.Sequential(nn.Linear(2, 3), nn.BatchNorm1d(3))
    held = model(torch.ones(4, 2))
    model.to("cuda")
    assert {t.device.type for t in [*model.parameters(), *model.buffers()]} == {"cuda"}
    assert model(torch.ones(4, 2, device="cuda")).device.type == "cuda"
    assert held.device.type == "cpu"


@pretended
def test_pick_device_picks_it_and_says_so(capsys):
    assert training.pick_device() == torch.device("cuda")
    assert capsys.readouterr().out == "Device: GPU (a pretended GPU).\n"
