"""The exercise `edge_kernel`: a filter 3×3 that answers to edges of one direction."""

import torch
from torch import Tensor

from course_utils.answers.answer import Answer
from course_utils.answers.draw import Draw
from course_utils.answers.exercise import Exercise, Wrong
from course_utils.answers.plain import as_text
from course_utils.checks.compare import case, like, refuses
from course_utils.checks.cross_correlation import cross_correlation

SMALL = 1e-4  # of the largest weight: below it is no answer


def check(answer: Answer, draw: Draw) -> str:
    """Right: answers to its own edge only, refuses other directions; else raises `Wrong`."""
    flat = torch.full((6, 6), 0.7)
    horizontal = torch.zeros(6, 6)
    horizontal[3:] = 1
    edges = {"horizontal": horizontal, "vertical": horizontal.T}
    kernels = {direction: _kernel(answer, direction) for direction in edges}
    if torch.equal(kernels["horizontal"], kernels["vertical"]):
        raise Wrong("The argument direction has no effect: both filters are the same.")
    _check_not_alike(kernels, edges)
    for direction, edge in edges.items():
        asked = f'edge_kernel("{direction}")'
        images = {"flat": flat, "own": edge, "other": edge.T}
        answers_to = {name: _answer(kernels[direction], image) for name, image in images.items()}
        words = _edge_words(direction, answers_to)
        if words:
            raise Wrong(words, asked, as_text(kernels[direction]))
    refuses(answer, [case("diagonal")], 'There are "horizontal" and "vertical" only.')
    return "Both directions on a flat area and on both edges, and a direction that is not there."


def _kernel(answer: Answer, direction: str) -> Tensor:
    """The answer's filter, 3×3 and finite. Raises `Wrong` for anything else."""
    kernel = answer(direction)
    try:
        kernel = like(kernel, torch.zeros(3, 3))
    except Wrong as wrong:
        wrong.asked = f'edge_kernel("{direction}")'
        raise
    if not torch.isfinite(kernel).all():
        words = "All weights must be finite numbers. Do you divide by their sum, which is 0?"
        raise Wrong(words, f'edge_kernel("{direction}")', as_text(kernel))
    return kernel


def _answer(kernel: Tensor, image: Tensor) -> float:
    """The largest number that the filter gives, as a share of its largest weight."""
    kernel = kernel / kernel.abs().max().clamp(min=1e-30)
    return float(cross_correlation(image, kernel).abs().max())


def _check_not_alike(kernels: dict[str, Tensor], edges: dict[str, Tensor]) -> None:
    """Raises `Wrong` where two different filters answer to the same edge only."""
    for name, edge in edges.items():
        to_this = all(_answer(kernel, edge) > SMALL for kernel in kernels.values())
        to_other = any(_answer(kernel, edge.T) > SMALL for kernel in kernels.values())
        if to_this and not to_other:
            raise Wrong(
                f"Both filters answer to the {name} edge, and none to the other. The two are each "
                "other's transpose: rows become columns."
            )


def _edge_words(direction: str, answers_to: dict[str, float]) -> str:
    """What is wrong with the largest answers to a flat area and both edges; empty if nothing."""
    across = "top to bottom" if direction == "horizontal" else "left to right"
    if answers_to["flat"] > SMALL:
        return "On a flat area it answers too. Its nine weights must add up to 0."
    if answers_to["own"] > SMALL and answers_to["other"] > SMALL:
        return f"It answers to the other edge too. Its weights may change from {across} only."
    if answers_to["other"] > SMALL:
        return (
            "The directions are exchanged. A horizontal edge runs from left to right, and the "
            "pixels change from top to bottom across it."
        )
    if answers_to["own"] <= SMALL:
        return f"It does not answer to its own edge. Let its weights change from {across}."
    return ""


EXERCISE = Exercise("edge_kernel(direction)", check)
