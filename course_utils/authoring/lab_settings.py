"""How JupyterLab behaves on the course's desk, without a word in the user's own settings.

JupyterLab takes other defaults from `labconfig/default_setting_overrides.json` in any folder that
JUPYTER_CONFIG_PATH names. What a user has set stands above them.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

from course_utils.files import write_atomically

FOLDER = ".jupyter"  # in work/; a name with a dot is not listed there
DEFAULTS = {
    # The glossary opens as a page from the list of files too, as it does from a link.
    "@jupyterlab/docmanager-extension:plugin": {"defaultViewers": {"markdown": "Markdown Preview"}},
    # The first thing on the desk is no question about news, and no request for them.
    "@jupyterlab/apputils-extension:notification": {"fetchNews": "false"},
    # In a narrow list names have the place that dates would take.
    "@jupyterlab/filebrowser-extension:browser": {"showLastModifiedColumn": False},
}


def environment(work: Path) -> dict[str, str]:
    """The environment for a JupyterLab on `work`, with the course's defaults. Raises OSError."""
    folder = work / FOLDER
    text = json.dumps(DEFAULTS, indent=1) + "\n"
    write_atomically(folder / "labconfig" / "default_setting_overrides.json", text.encode("utf-8"))
    named = os.environ.get("JUPYTER_CONFIG_PATH")
    folders = [str(folder), *([named] if named else [])]
    return {**os.environ, "JUPYTER_CONFIG_PATH": os.pathsep.join(folders)}
