"""How Sphinx makes the web edition of the course (`course site`); read from a copy of this folder.

Nothing is executed: the pages hold the stored outputs. Nothing is fetched when a page is read.
"""

from docutils import nodes
from pygments.lexers.special import TextLexer

from course_utils.authoring.formulas import mathml

project = "Convolutional networks, from pixels to a configurable CNN"
html_title = "Convolutional networks"
language = "en"
extensions = ["myst_nb", "sphinx.ext.autodoc"]

nb_execution_mode = "off"
nb_code_prompt_show = "Show code"
nb_code_prompt_hide = "Hide code"
nb_ipywidgets_js = {}  # no view is an ipywidget here
myst_enable_extensions = ["dollarmath"]
myst_dmath_allow_space = False  # "between 5 $ and 6 $" is no formula
myst_dmath_allow_digits = False
myst_heading_anchors = 4  # links to headings, as GitHub names them
myst_disable_syntax = ["myst_line_comment"]  # a line may begin with %
html_math_renderer = "mathml"

default_role = "literal"  # docstrings are Markdown: `name` is code
autodoc_typehints_format = "short"
autodoc_preserve_defaults = True  # 1 / 12, and not 0.08333333333333333
autodoc_member_order = "bysource"
python_use_unqualified_type_names = True
maximum_signature_line_length = 80
add_module_names = False

html_theme = "furo"
pygments_dark_style = "a11y-dark"  # Furo's own underlines modules as if they were links
html_static_path = ["static"]
html_css_files = ["site.css"]
html_js_files = ["site.js"]
html_copy_source = False
html_show_sourcelink = False
html_show_copyright = False
html_domain_indices = False
html_use_index = False


def _inline(translator, node):
    translator.body.append(mathml(node.astext(), display=False))
    raise nodes.SkipNode


def _block(translator, node):
    translator.body.append(f'<div class="formula">{mathml(node.astext())}</div>')
    raise nodes.SkipNode


def _level_of_captions(_app, _page, _template, context, _doctree):
    """Sphinx gives the captions of the contents the role of a heading without its level."""
    tree = context.get("furo_navigation_tree", "")
    level = 'role="heading" aria-level="2"'
    context["furo_navigation_tree"] = tree.replace('role="heading"', level)


def setup(app):
    """Formulas as MathML: no script, no font, and nothing to fetch."""
    app.connect("html-page-context", _level_of_captions, priority=900)  # after Furo's own
    app.add_html_math_renderer("mathml", (_inline, None), (_block, None))
    app.add_lexer("csv", TextLexer)  # which Pygments does not colour
