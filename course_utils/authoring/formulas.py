"""Formulas in TeX as MathML, which browsers draw without a script and without a network.

The pages of `course run` are read without a network, and nbconvert's would fetch MathJax. No
package of the course brings a MathJax that could be copied (JupyterLab's lies scattered in its own
bundles), and matplotlib's drawing of formulas knows no matrices. The lessons need little of TeX:
that little is read here, and a test holds that it is enough for every lesson.
"""

from __future__ import annotations

import re
from html import escape

from course_utils.errors import CourseError

_TOKEN = re.compile(
    r"\\text\{[^{}]*\}|\\(?:begin|end)\{\w+\}|\\[a-zA-Z]+|\\.|\d+(?:\.\d+)?|\S", re.DOTALL
)
_LETTERS = {
    **{"alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "varepsilon": "ε", "eta": "η"},
    **{"theta": "θ", "lambda": "λ", "mu": "μ", "pi": "π", "rho": "ρ", "sigma": "σ", "tau": "τ"},
}
_SIGNS = {
    **{"cdot": "·", "times": "×", "pm": "±", "approx": "≈", "leq": "≤", "geq": "≥", "neq": "≠"},
    **{"leftarrow": "←", "rightarrow": "→", "lfloor": "⌊", "rfloor": "⌋", "sum": "∑", "infty": "∞"},
}
_SPACES = {",": "0.17em", ";": "0.28em", "quad": "1em", "qquad": "2em"}
_PLAIN_SIGNS = "+-=()[]|/<>,.;:!"
# Drawn as borders: where no mathematical font is installed, a sign does not grow with its rows.
_ROUND_BRACKETS = "border: solid; border-width: 0 1.5px; border-radius: 0.7em; padding: 0 0.4em"
_MATRIX = r"\begin{pmatrix}", r"\end{pmatrix}"


class FormulaError(CourseError):
    """TeX that is not read here; the message names the part."""


def mathml(tex: str, display: bool = True) -> str:
    """A formula as a MathML element, on a line of its own or, without `display`, within one.

    Raises `FormulaError` for TeX that lessons have not used so far.
    """
    formula = _Formula(tex)
    inside = formula.row("")
    kind = ' display="block"' if display else ""
    return f'<math xmlns="http://www.w3.org/1998/Math/MathML"{kind}>{inside}</math>'


class _Formula:
    """A formula that is read from left to right."""

    def __init__(self, tex: str) -> None:
        self._tokens = _TOKEN.findall(tex)
        self._tex = tex
        self._at = 0

    def row(self, *ends: str) -> str:
        """All up to one of the tokens that end it ("" is the formula's own end), which is left."""
        parts = []
        while self._next not in ends:
            parts.append(self._with_scripts())
        return f"<mrow>{''.join(parts)}</mrow>"

    @property
    def _next(self) -> str:
        return self._tokens[self._at] if self._at < len(self._tokens) else ""

    def _take(self, wanted: str = "") -> str:
        token = self._next
        if not token or (wanted and token != wanted):
            raise FormulaError(f"The formula {self._tex} breaks off before its end.")
        self._at += 1
        return token

    def _with_scripts(self) -> str:
        base, scripts = self._one(), {}
        while self._next in ("^", "_"):
            sign = self._take()
            scripts[sign] = self._one()
        below, above = scripts.get("_"), scripts.get("^")
        if below and above:
            return f"<msubsup>{base}{below}{above}</msubsup>"
        if above:
            return f"<msup>{base}{above}</msup>"
        return f"<msub>{base}{below}</msub>" if below else base

    def _one(self) -> str:
        """What an index or a fraction takes: a sign, or all that stands in braces."""
        token = self._take()
        if token == "{":
            inside = self.row("}", "")
            self._take("}")
            return inside
        if token == r"\frac":
            return f"<mfrac>{self._one()}{self._one()}</mfrac>"
        if token == r"\sqrt":
            return f"<msqrt>{self._one()}</msqrt>"
        if token == r"\hat":
            return f'<mover accent="true">{self._one()}<mo>^</mo></mover>'
        if token == r"\left":
            left, inside, _ = self._one(), self.row(r"\right", ""), self._take(r"\right")
            return f"<mrow>{left}{inside}{self._one()}</mrow>"
        if token == _MATRIX[0]:
            return self._matrix()
        return self._sign(token)

    def _matrix(self) -> str:
        rows, cells = [], []
        while True:
            cells.append(f"<mtd>{self.row('&', chr(92) * 2, _MATRIX[1], '')}</mtd>")
            token = self._take()
            if token != "&":
                rows.append(f"<mtr>{''.join(cells)}</mtr>")
                cells = []
            if token == _MATRIX[1]:
                return f'<mtable style="{_ROUND_BRACKETS}">{"".join(rows)}</mtable>'

    def _sign(self, token: str) -> str:
        name = token.removeprefix("\\")
        if token.startswith(r"\text{"):
            return f"<mtext>{escape(token[6:-1])}</mtext>"
        if token.startswith("\\"):
            if name in _SPACES:
                return f'<mspace width="{_SPACES[name]}"></mspace>'
            if name in _LETTERS:
                return f"<mi>{_LETTERS[name]}</mi>"
            if name in _SIGNS:
                return f"<mo>{_SIGNS[name]}</mo>"
        elif token[0].isdigit():
            return f"<mn>{token}</mn>"
        elif token.isalpha():
            return f"<mi>{token}</mi>"
        elif token in _PLAIN_SIGNS:
            return f"<mo>{escape(token).replace('-', '−')}</mo>"
        raise FormulaError(f"The formula {self._tex} holds {token}, which is not known here.")
