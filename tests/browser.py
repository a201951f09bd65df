"""A JupyterLab of the tests' own on 127.0.0.1, and a headless Chromium that uses it."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from course_utils.commands.lab import SERVER

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
OPTIONS = [
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
]
START_SECONDS = 60
RUN_SECONDS = 400
QUIET = {  # no dialog about news, no request for them
    "@jupyterlab/apputils-extension/notification": {"fetchNews": "false", "checkForUpdates": False},
    "@jupyterlab/notebook-extension/tracker": {"windowingMode": "none"},
}


@contextmanager
def chromium() -> Iterator:
    """A headless Chromium with a fresh profile; skips where there is none on this machine."""
    sync_api = pytest.importorskip("playwright.sync_api")
    program = next(filter(None, map(shutil.which, NAMES)), None)
    if program is None:
        pytest.skip("There is no Chromium here. On Debian and Ubuntu: sudo apt install chromium")
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=OPTIONS)
        yield browser
        browser.close()


# Commands go to the panel that JupyterLab holds for the current one, once it is there.
READY = """async () => {
    await window.jupyterapp.restored;
    const panel = window.jupyterapp.shell.currentWidget;
    await panel.context.ready;
    await panel.sessionContext.ready;
    await panel.revealed;
    panel.content.activate();
}"""

ALL_RUN = """() => {
    const panel = window.jupyterapp.shell.currentWidget;
    const cells = panel.content.widgets.map((cell) => cell.model);
    return panel.sessionContext.session.kernel.status === "idle" && cells.every(
        (cell) => cell.type !== "code" || cell.executionState !== "running" && cell.executionCount);
}"""


class Lab:
    """A running JupyterLab; its files are in `folder`."""

    def __init__(self, address: str, folder: Path) -> None:
        self.address, self.folder = address, folder

    def open(self, browser, name: str) -> Page:
        """A notebook in a tab of its own, with its kernel ready."""
        page = Page(browser.new_page(viewport={"width": 1200, "height": 1600}), self.folder / name)
        page.tab.goto(f"{self.address}/lab/tree/{name}?reset")
        page.tab.wait_for_selector(".jp-Notebook", timeout=1000 * START_SECONDS)
        page.tab.wait_for_selector(
            '.jp-Notebook-ExecutionIndicator[data-status="idle"]', timeout=1000 * START_SECONDS
        )
        page.tab.evaluate(READY)
        return page


class Page:
    """An open notebook, and the errors that the browser's console has shown."""

    def __init__(self, tab, file: Path) -> None:
        self.tab, self.file, self.console_errors = tab, file, []
        tab.set_default_timeout(10_000)
        tab.on("console", self._note)
        tab.on("pageerror", lambda error: self.console_errors.append(str(error)))

    def _note(self, message) -> None:
        if message.type == "error":
            self.console_errors.append(f"{message.text} ({message.location.get('url', '')})")

    def command(self, name: str) -> None:
        """Carry out a command of JupyterLab, and wait until it is done."""
        self.tab.evaluate(
            """async ([name, seconds]) => {
                const late = new Promise((_, reject) =>
                    setTimeout(() => reject(new Error(`${name} took too long`)), 1000 * seconds));
                await Promise.race([window.jupyterapp.commands.execute(name), late]);
            }""",
            [name, RUN_SECONDS],
        )

    def run_all_and_save(self) -> None:
        """Run All Cells, to the end: the promise is over at the first error, even a wanted one."""
        self.command("notebook:run-all-cells")
        self.tab.wait_for_function(ALL_RUN, timeout=1000 * RUN_SECONDS)
        self.command("docmanager:save")

    def active_cell(self) -> int:
        """The place of the cell that JupyterLab has chosen."""
        return self.tab.evaluate(
            "[...document.querySelectorAll('.jp-Cell')]"
            ".findIndex((cell) => cell.matches('.jp-mod-active'))"
        )

    def view(self, name: str):
        """An interactive view by its name, scrolled into sight."""
        view = self.tab.locator(f'.cnn-view[aria-label="{name}"]')
        view.wait_for(timeout=1000 * START_SECONDS)
        view.scroll_into_view_if_needed()
        return view

    def close(self) -> None:
        self.command("kernelmenu:shutdown")
        self.tab.close()


@contextmanager
def jupyterlab(folder: Path, settings: Path, **environment: str) -> Iterator[Lab]:
    """Start JupyterLab on a folder, with settings, workspaces and configuration of its own."""
    for name, values in QUIET.items():
        file = settings / "settings" / f"{name}.jupyterlab-settings"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(values), encoding="utf-8")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [
        *(sys.executable, "-m", "jupyterlab", "--no-browser", "--ServerApp.ip=127.0.0.1"),
        *(f"--ServerApp.port={port}", "--ServerApp.port_retries=0", "--allow-root"),
        *("--IdentityProvider.token=", "--ServerApp.password=", "--expose-app-in-browser"),
        *(f"--ServerApp.root_dir={folder}", *SERVER),
    ]
    own = {
        "JUPYTERLAB_SETTINGS_DIR": str(settings / "settings"),
        "JUPYTERLAB_WORKSPACES_DIR": str(settings / "workspaces"),
        "JUPYTER_CONFIG_DIR": str(settings / "config"),
        "OMP_NUM_THREADS": "1",  # another worker of the tests has the other core
    }
    log = settings / "jupyterlab.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            command, env={**os.environ, **own, **environment}, stdout=output, stderr=output
        )
    try:
        address = f"http://127.0.0.1:{port}"
        _wait_for(f"{address}/api", process, log)
        yield Lab(address, folder)
    finally:
        process.terminate()
        process.wait(timeout=30)


START_LAB = """
import sys
from pathlib import Path
from course_utils.commands.lab import open_lab
open_lab(Path(sys.argv[1]), sys.argv[2:], browser=False)
"""
OPTIONS_OF_COURSE_LAB = ("--ServerApp.ip=127.0.0.1", "--allow-root", "--IdentityProvider.token=")


@contextmanager
def course_lab(course: Path, own: Path) -> Iterator[str]:
    """Run `course lab` in a course's folder; the address that it prints once the server runs.

    The user's settings, workspaces, configuration and results are in `own`.
    """
    folders = {
        "JUPYTERLAB_SETTINGS_DIR": str(own / "settings"),
        "JUPYTERLAB_WORKSPACES_DIR": str(own / "workspaces"),
        "JUPYTER_CONFIG_DIR": str(own / "config"),
        "COURSE_RESULTS_DIR": str(own / "results"),
    }
    log = own / "log"
    with log.open("wb") as said:
        process = subprocess.Popen(
            [sys.executable, "-c", START_LAB, str(course), *OPTIONS_OF_COURSE_LAB],
            env={**os.environ, **folders},
            stdout=said,
            stderr=said,
            start_new_session=True,
        )
    try:
        yield _address_in(log, process)
    finally:
        os.killpg(process.pid, signal.SIGTERM)  # JupyterLab too, which is its child
        process.wait(timeout=30)


def _address_in(log: Path, process: subprocess.Popen) -> str:
    deadline = time.monotonic() + START_SECONDS
    while process.poll() is None and time.monotonic() < deadline:
        found = re.search(r"running at:\n.*?(http://127\S+)", log.read_text(errors="replace"))
        if found:
            return found[1]
        time.sleep(0.05)
    raise RuntimeError(f"JupyterLab did not start:\n{log.read_text(errors='replace')[-2000:]}")


def _wait_for(address: str, process: subprocess.Popen, log: Path) -> None:
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    deadline = time.monotonic() + START_SECONDS
    while process.poll() is None and time.monotonic() < deadline:
        try:
            opener.open(address, timeout=5).close()
            return
        except OSError:
            time.sleep(0.2)
    raise RuntimeError(f"JupyterLab did not start:\n{log.read_text(errors='replace')[-2000:]}")
