"""Reads tests/answers/: right answers in several ways, wrong ones as learners write them.

A file holds the answers to the exercise of its name; those in `unseen/` were written by someone who
had not read the checks. Each block starts with a line
`#%% right: how` or `#%% wrong: what is wrong | words that the message must hold`.
"""

import linecache
import math
import re
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import nn
from torch.nn import functional as F
from torch.utils.data import DataLoader, Dataset

FOLDER = Path(__file__).parent / "answers"
HEAD = re.compile(r"^# ?%% (right|wrong|model): *(.*?)(?: *\| *(.*))?$", re.MULTILINE)


@dataclass(frozen=True)
class AnswerText:
    """One answer, as a learner's cell would hold it."""

    exercise: str
    kind: str
    about: str
    words: str
    source: str

    def __str__(self) -> str:
        return f"{self.exercise}: {self.about}"

    def run(self, given: dict | None = None) -> dict:
        """The names that a notebook has after the cell ran; `given` were there before."""
        names = {"torch": torch, "nn": nn, "F": F, "math": math, "__name__": "__main__"}
        names |= {"DataLoader": DataLoader, "Dataset": Dataset, **(given or {})}
        file = f"<answer {self}>"
        lines = self.source.splitlines(keepends=True)
        linecache.cache[file] = (len(self.source), None, lines, file)
        exec(compile(self.source, file, "exec"), names)
        return names


def answers(folder: Path = FOLDER, kind: str | None = None) -> list[AnswerText]:
    """All answers of a folder, or those of one kind: right, wrong or model."""
    found = []
    for path in sorted(folder.glob("*.py")):
        pieces = HEAD.split(path.read_text(encoding="utf-8"))[1:]
        for which, about, words, source in zip(*[iter(pieces)] * 4, strict=True):
            found.append(AnswerText(path.stem, which, about, words or "", source.strip() + "\n"))
    return [answer for answer in found if kind in (None, answer.kind)]
