"""A cell taken apart into statements: where each begins, what it gives, how much data it holds."""

import pytest

from course_utils.answers.inside.statements import statements_of

CODE = "def receptive_field(layers):\n    return 1\n"


def test_a_cell_is_taken_apart_at_its_margin_with_the_line_of_each_statement():
    source = "# prose\n@decorated\ndef f():\n    return 1\n\nx = 1; y = 2\n'''text'''\nz = 3\n"
    assert [(one.source, one.line) for one in statements_of(source)] == [
        ("@decorated\ndef f():\n    return 1\n", 2),
        ("x = 1; y = 2\n", 6),
        ("z = 3\n", 8),
    ]


BROKEN = """\
x = 1
this is prose

@d
def f():
    return 1

y = (
text = '''
a
'''
z = 3
"""


def test_what_is_no_python_is_a_statement_of_its_own_and_the_rest_is_read():
    found = {one.line: one.source for one in statements_of(BROKEN)}
    assert found[2].startswith("this is prose")
    assert found[4] == "@d\ndef f():\n    return 1\n"
    assert found[9] == "text = '''\na\n'''\n"
    assert found[12] == "z = 3\n"


@pytest.mark.parametrize(
    ("source", "names", "written"),
    [
        (CODE, ("receptive_field",), ("receptive_field",)),
        ("def f():\n    raise NotImplementedError()", ("f",), ()),
        ("def f():\n    '''Say.'''\n    # HERE\n    raise NotImplementedError", ("f",), ()),
        ("def f():\n    return 1\n    raise NotImplementedError()", ("f",), ("f",)),
        ("class N:\n    def f(self):\n        raise NotImplementedError()", ("N",), ()),
        ("f = lambda x: x", ("f",), ("f",)),
        ("if True:\n    def f():\n        return 1", ("f",), ("f",)),
        ("from helper import f", ("f",), ("f",)),
        ("%%time\ndef f():\n    return 1", ("f",), ("f",)),
        ("%%writefile helper.py\ndef f():\n    return 1", (), ()),
        ("from course_utils.shapes import f", ("f",), ()),
    ],
)
def test_the_names_of_a_statement_and_whether_something_is_written(source, names, written):
    [statement] = statements_of(source)
    assert (statement.names, statement.written) == (names, written)


def test_comments_and_docstrings_are_no_code():
    [short], [long] = (
        statements_of(f"def f():\n    '''{words}'''\n    # {words}\n    return 1\n")
        for words in ("a", "합성곱은 창을 움직입니다. " * 500)
    )
    assert short.size == long.size < 50


@pytest.mark.parametrize(
    ("source", "data"),
    [
        ("x = 1", 4),
        ("table = [1, 2, 3]", 12),
        (f"table = {'a' * 5_000!r}", 5_000),
        (f"def f():\n    '''{'a' * 5_000}'''", 5_000),
        ("def f():\n    # " + "a" * 5_000 + "\n    return 1", 5_000),
        ("%%writefile a.py\nx = 'abcdefgh'\n", 8),
    ],
)
def test_how_much_data_a_statement_could_hold(source, data):
    [statement] = statements_of(source)
    assert data <= statement.data < data + 40


@pytest.mark.parametrize(
    "deep",
    [
        "x = " + "-" * 5_000 + "1",
        "x = " + "(" * 300 + ")" * 300,
        "\n".join(" " * depth + "if 1:" for depth in range(300)) + " pass",
        "x = " + " + ".join(["1"] * 5_000),
        "x = '\0'",
    ],
)
def test_what_is_nested_too_deeply_or_no_text_hides_nothing_beside_it(deep):
    names = {name for statement in statements_of(f"{deep}\n{CODE}") for name in statement.written}
    assert "receptive_field" in names
