"""Interactive views: each is one ES module, shown by plain HTML or, with a model, by anywidget.

`VIEWS` lists them. Those of `pages` and `batch_norm` need no kernel: they stay alive in an exported
page and without a network. Where no script runs (GitHub, print), a still picture with a text stands
in the place of each view.
"""

from importlib import import_module

from course_utils.explorers.views import VIEWS

_MODULES = {view.function: view.python for view in VIEWS}
__all__ = sorted(_MODULES)


def __getattr__(name: str) -> object:
    # Looked up when it is asked for: anywidget takes a while to import, and few lessons need it.
    if name in _MODULES:
        return getattr(import_module(f"course_utils.explorers.{_MODULES[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
