"""Saved notebooks open with what was stored for readers, where the widgets themselves are gone.

JupyterLab prefers a widget to all else that an output holds, and where no kernel has it any longer
writes "Error displaying widget: model not found" in its place, though the question or the view, as
HTML, stands beside it in the file.
"""

from __future__ import annotations

from typing import Any

from jupyter_server.services.contents.largefilemanager import AsyncLargeFileManager

from course_utils.authoring.copies import WIDGET_VIEW


class StoredViews(AsyncLargeFileManager):
    """Jupyter's files, with widgets only in notebooks whose kernel runs. None is changed."""

    async def get(self, path: str, *arguments: Any, **named: Any) -> dict[str, Any]:
        """A file as Jupyter's own manager gives it; raises what that raises."""
        model = await super().get(path, *arguments, **named)
        if model["type"] == "notebook" and model["content"] and not await self._has_kernel(path):
            leave_out_widgets(model["content"])
        return model

    async def _has_kernel(self, path: str) -> bool:
        sessions = await self.parent.session_manager.list_sessions()
        return any(session["path"].strip("/") == path.strip("/") for session in sessions)


def leave_out_widgets(notebook: dict[str, Any]) -> None:
    """Take the widget out of each output that holds HTML too. Changes the notebook in place."""
    for cell in notebook.get("cells", []):
        for output in cell.get("outputs", []):
            if "text/html" in output.get("data", {}):
                output["data"].pop(WIDGET_VIEW, None)
