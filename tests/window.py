"""A window of Chromium on the running house that keeps what is wrong with its pages.

Anything written to the console, a script that breaks, a part of a page that does not come, and any word to another
origin is a complaint; `closes()` hands them over for the test to refuse.
"""

import os
import shutil
from typing import Any

#: Milliseconds; the machine may be doing other things.
PATIENCE = 30_000
PHONE = {"width": 360, "height": 740}
SCREEN = {"width": 1280, "height": 900}


def chromium(playwright: Any) -> Any:
    """Start the system's Chromium, else the one Playwright installed; quiet, for it reaches no other host here."""
    return started(playwright.chromium)


def started(kind: Any, *args: str, **how: Any) -> Any:
    """The same, for who has only a browser's kind; with more arguments, and whatever Playwright's launch() takes."""
    return kind.launch(
        executable_path=shutil.which("chromium") or shutil.which("chromium-browser"),
        args=[
            *(["--no-sandbox"] if os.geteuid() == 0 else []),
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            *args,
        ],
        **how,
    )


class Window:
    """One person's browser: cookies of its own, one tab."""

    def __init__(self, browser: Any, site: str, **how: Any) -> None:
        """how: what Playwright's new_context() takes, e.g. java_script_enabled=False."""
        self.site = site
        self.complaints: list[str] = []
        self.context = browser.new_context(base_url=site, **({"viewport": SCREEN} | how))
        self.context.set_default_timeout(PATIENCE)
        self.context.on("console", self._console)
        self.context.on("weberror", lambda broken: self.complaints.append(f"script: {broken.error}"))
        self.context.on("request", self._request)
        self.context.on("response", self._response)
        self.page = self.context.new_page()

    def settles(self) -> None:
        """Wait until the desk's alarm stands where it will stand: it comes after the page and moves it under the mouse."""
        self.page.wait_for_load_state()
        if self.page.locator("#alarm").count():
            self.page.locator("#alarm > *").first.wait_for(state="attached")

    def closes(self) -> list[str]:
        """What was wrong; [] is what a test hopes for."""
        self.context.close()
        return self.complaints

    def _console(self, message: Any) -> None:
        # A refusal is a page like any other; Chromium says so in the console. Missing parts are seen by _response.
        if message.type in ("error", "warning") and not message.text.startswith("Failed to load resource"):
            self.complaints.append(f"{message.page.url if message.page else ''}: {message.text}")

    def _request(self, request: Any) -> None:
        if not request.url.startswith((self.site, "data:")):
            self.complaints.append(f"word to another origin: {request.url}")

    def _response(self, response: Any) -> None:
        if response.status >= 500 or (response.status >= 400 and response.request.resource_type != "document"):
            self.complaints.append(f"{response.status}: {response.url}")
