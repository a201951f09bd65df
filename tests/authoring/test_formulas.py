"""Formulas as MathML: all that the lessons use is read, and what is not known is named."""

import json
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from course_utils.authoring.formulas import FormulaError, mathml
from course_utils.authoring.places import notebooks_in

ROOT = Path(__file__).resolve().parents[2]


def inside(tex: str) -> str:
    """The MathML of a formula, without the elements around the whole."""
    made = mathml(tex)
    ElementTree.fromstring(made)
    return re.fullmatch(r"<math [^>]*><mrow>(.*)</mrow></math>", made)[1]


@pytest.mark.parametrize(
    ("tex", "made"),
    [
        ("2x", "<mn>2</mn><mi>x</mi>"),
        ("0.5 - 1", "<mn>0.5</mn><mo>−</mo><mn>1</mn>"),
        (r"\mu \cdot y", "<mi>μ</mi><mo>·</mo><mi>y</mi>"),
        ("x^2", "<msup><mi>x</mi><mn>2</mn></msup>"),
        ("x_i^{10}", "<msubsup><mi>x</mi><mi>i</mi><mrow><mn>10</mn></mrow></msubsup>"),
        ("x_i", "<msub><mi>x</mi><mi>i</mi></msub>"),
        (r"\frac{1}{h}", "<mfrac><mrow><mn>1</mn></mrow><mrow><mi>h</mi></mrow></mfrac>"),
        (r"\sqrt{x}", "<msqrt><mrow><mi>x</mi></mrow></msqrt>"),
        (r"\hat{x}", '<mover accent="true"><mrow><mi>x</mi></mrow><mo>^</mo></mover>'),
        (r"\text{a < b}", "<mtext>a &lt; b</mtext>"),
        (r"a\,b", '<mi>a</mi><mspace width="0.17em"></mspace><mi>b</mi>'),
        (
            r"\left\lfloor x \right\rfloor",
            "<mrow><mo>⌊</mo><mrow><mi>x</mi></mrow><mo>⌋</mo></mrow>",
        ),
    ],
)
def test_a_formula_is_written_as_mathml(tex, made):
    assert inside(tex) == made


def test_a_matrix_has_its_rows_and_cells_in_place():
    made = ElementTree.fromstring(mathml(r"\begin{pmatrix} 1 & -2 \\ 3 & 4 \end{pmatrix}"))
    rows = [element for element in made.iter() if element.tag.endswith("mtr")]
    assert [["".join(cell.itertext()) for cell in row] for row in rows] == [
        ["1", "−2"],
        ["3", "4"],
    ]


def test_a_formula_stands_on_its_own_line_or_within_one():
    assert 'display="block"' in mathml("x")
    assert "display" not in mathml("x", display=False)


@pytest.mark.parametrize(
    ("tex", "words"),
    [
        (r"\int x", r"holds \int, which is not known"),
        ("x^", "breaks off"),
        (r"\frac{1}{2", "breaks off"),
        (r"\begin{pmatrix} 1 & 2", "breaks off"),
        (r"\left( x", "breaks off"),
        ("}", "holds }"),
    ],
)
def test_what_cannot_be_read_is_named(tex, words):
    with pytest.raises(FormulaError) as caught:
        mathml(tex)
    assert words in str(caught.value) and tex in str(caught.value)


def test_every_formula_of_the_course_is_read():
    sources = [
        "".join(cell["source"])
        for path in notebooks_in(ROOT)
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]
        if cell["cell_type"] == "markdown"
    ]
    formulas = [tex for source in sources for tex in re.findall(r"\$\$(.+?)\$\$", source, re.S)]
    assert len(formulas) >= 6
    for tex in formulas:
        inside(tex)
