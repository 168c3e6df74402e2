"""A browser without a window, driven through a pipe by its own protocol, DevTools.

Nothing but a Chromium is needed: no driver, no package, no port that is open to others.
"""

from __future__ import annotations

import base64
import json
import os
import shutil
import subprocess
import sys
from contextlib import contextmanager, suppress
from itertools import count
from threading import Timer
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

CHROMIUM = next(
    (
        found
        for name in ("chromium", "chromium-browser", "google-chrome", "chrome")
        if (found := shutil.which(name))
    ),
    None,
)
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--remote-debugging-pipe",
)
# The protocol wants the pipe at 3 and 4, which the process that starts it may have in use.
_AT_3_AND_4 = """
import os, sys
reading, writing = (os.dup(int(fd)) for fd in sys.argv[1:3])
high = [os.dup2(fd, 60 + at) for at, fd in enumerate((reading, writing))]
for at, fd in enumerate(high):
    os.dup2(fd, 3 + at)
os.execv(sys.argv[3], sys.argv[3:])
"""


class Page:
    """One page of a browser: what it asked for, what it complained of, and what is asked of it."""

    def __init__(self, reading: int, writing: int) -> None:
        self._reading, self._writing = reading, writing
        self._numbers = count(1)
        self._rest = b""
        self._events: list[dict[str, Any]] = []
        self._session: str | None = None
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        attached = self.call("Target.attachToTarget", targetId=target, flatten=True)
        self._session = attached["sessionId"]
        for domain in ("Page", "Runtime", "Network", "Log"):
            self.call(f"{domain}.enable")

    def call(self, method: str, **params: object) -> dict[str, Any]:
        number = next(self._numbers)
        asked: dict[str, object] = {"id": number, "method": method, "params": params}
        if self._session is not None:
            asked["sessionId"] = self._session
        os.write(self._writing, json.dumps(asked).encode() + b"\0")
        while True:
            told = self._next()
            if told.get("id") == number:
                assert "error" not in told, told
                return dict(told["result"])
            self._events.append(told)

    def _next(self) -> dict[str, Any]:
        while b"\0" not in self._rest:
            read = os.read(self._reading, 1 << 20)
            assert read, "the browser has gone"
            self._rest += read
        told, _, self._rest = self._rest.partition(b"\0")
        return dict(json.loads(told))

    def _until(self, method: str) -> None:
        while not any(one.get("method") == method for one in self._events):
            self._events.append(self._next())

    def open(self, file: Path) -> None:
        """Open a file and wait until it is loaded."""
        self._events.clear()
        self.call("Page.navigate", url=file.absolute().as_uri())
        self._until("Page.loadEventFired")

    def value(self, expression: str) -> Any:  # noqa: ANN401
        """Return what an expression comes to in the page; of a promise, what it is kept with."""
        told = self.call(
            "Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True
        )
        assert "exceptionDetails" not in told, told["exceptionDetails"]
        return told["result"].get("value")

    def key(self, key: str) -> None:
        """Press a key: Enter, Tab."""
        code = {"Enter": 13, "Tab": 9}[key]
        text = {"text": "\r"} if key == "Enter" else {}
        for kind in ("keyDown", "keyUp"):
            self.call(
                "Input.dispatchKeyEvent",
                type=kind,
                key=key,
                code=key,
                windowsVirtualKeyCode=code,
                **text,
            )

    def requests(self) -> list[str]:
        """Return what the page asked for since it was opened."""
        return [
            one["params"]["request"]["url"]
            for one in self._events
            if one.get("method") == "Network.requestWillBeSent"
        ]

    def complaints(self) -> list[str]:
        """Return errors of scripts, and what a policy did not let happen."""
        found = []
        for one in self._events:
            if one.get("method") == "Runtime.exceptionThrown":
                found.append(str(one["params"]["exceptionDetails"]))
            if one.get("method") == "Log.entryAdded":
                found.append(one["params"]["entry"]["text"])
        return found

    def look(self, width: int, height: int, *, dark: bool = False) -> None:
        """Give the window a size, and the person before it a liking for light or dark."""
        self.call(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=1,
            mobile=False,
        )
        scheme = "dark" if dark else "light"
        self.call(
            "Emulation.setEmulatedMedia",
            features=[{"name": "prefers-color-scheme", "value": scheme}],
        )

    def screenshot(self) -> bytes:
        return base64.b64decode(self.call("Page.captureScreenshot", format="png")["data"])

    def pdf(self) -> bytes:
        """Return the page as it prints, on the paper that its style names."""
        printed = self.call("Page.printToPDF", printBackground=False, preferCSSPageSize=True)
        return base64.b64decode(printed["data"])


@contextmanager
def browser(folder: Path) -> Iterator[Page]:
    """Start a browser with an empty profile in a folder; end it in any case."""
    assert CHROMIUM is not None
    to_it, ours = os.pipe()
    from_it, theirs = os.pipe()
    command = [CHROMIUM, *FLAGS, f"--user-data-dir={folder}", "about:blank"]
    process = subprocess.Popen(
        [sys.executable, "-c", _AT_3_AND_4, str(to_it), str(theirs), *command],
        pass_fds=(to_it, theirs),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(to_it)
    os.close(theirs)
    # One that hangs would keep us waiting at the pipe for ever.
    patience = Timer(600, process.kill)
    patience.start()
    try:
        page = Page(from_it, ours)
        yield page
        with suppress(AssertionError, OSError):
            page.call("Page.close")
    finally:
        patience.cancel()
        process.kill()
        process.wait()
        os.close(ours)
        os.close(from_it)
