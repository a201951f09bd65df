"""count_parameters: how many numbers of a model are trained."""

from collections.abc import Callable, Iterable

from torch import Tensor, nn

from course_utils.answers import operations
from course_utils.answers.answer import Answer
from course_utils.answers.draw import Draw
from course_utils.answers.exercise import Exercise, Wrong
from course_utils.answers.probes import kinds_of, make_probe
from course_utils.checks.compare import number
from course_utils.checks.diagnose import diagnose


def _trained(model: nn.Module) -> list[nn.Parameter]:
    return [p for p in model.parameters() if p.requires_grad]


def _numbers(tensors: Iterable[Tensor]) -> int:
    """How many numbers the tensors hold together."""
    return sum(tensor.numel() for tensor in tensors)


ADVICE = "Add up numel() of every parameter: weights and biases of all layers, nested ones too."
# Each gives all counts that the mistake may lead to.
MISTAKES: dict[str, Callable[[nn.Module], tuple[int, ...]]] = {
    "Frozen parameters are counted too. Only those whose requires_grad is True are trained: look "
    "at it, and leave it as it is.": lambda model: (_numbers(model.parameters()),),
    "That is the number of tensors. Each has numel() numbers.": (
        lambda model: (len(list(model.parameters())),)
    ),
    "The biases are missing: every parameter counts.": (
        lambda model: (_numbers(p for p in _trained(model) if p.dim() > 1),)
    ),
    "Parameters are counted more than once. modules() gives the layers inside layers too, and "
    "parameters() goes into them by itself: parameters() of the whole model is enough.": (
        lambda model: (
            sum(_numbers(_trained(module)) for module in model.modules()),
            sum(_numbers(module.parameters()) for module in model.modules()),
        )
    ),
    "Buffers, such as running averages, are counted too. Use parameters().": (
        lambda model: (
            _numbers(model.state_dict().values()),
            _numbers([*_trained(model), *model.buffers()]),
        )
    ),
}


def check(answer: Answer, draw: Draw) -> str:
    """Right: the number of trained numbers, to the last one, for every probe."""
    seed = draw.seed()
    for probe in ("modes", "nested", "without bias", "wide", "partly frozen", "random sizes"):
        model = make_probe(probe, seed)
        asked = f"count_parameters of a model with the layers {', '.join(kinds_of(model))}"
        wanted = _numbers(_trained(model))
        got = number(answer.do(operations.on_probe, probe, seed, asked=asked), whole=True)
        if got != wanted:
            words = _explanation(got, model) or ADVICE
            raise Wrong(words, asked, f"{got:,}", f"{wanted:,}")
    return "Six models: nested layers, layers without bias, batch norm, a frozen layer."


def _explanation(got: int | float, model: nn.Module) -> str:
    """The words of the first mistake that counts as many; empty where none does."""
    return diagnose(
        got, MISTAKES, lambda counts: counts(model), agrees=lambda came, counts: came in counts
    )


EXERCISE = Exercise("count_parameters(model)", check)
