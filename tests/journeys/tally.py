"""What a piece of work costs at the desk, counted by the browser itself: pages drawn, links and buttons pressed,
questions answered, sentences typed (practice rule 26).
"""

from dataclasses import dataclass

from tests.window import Window

#: Runs in every page before its own scripts; what is counted lasts from page to page of one tab.
_COUNTS = """
if (location.protocol.startsWith("http")) {
  const add = what => sessionStorage.setItem(what, 1 + Number(sessionStorage.getItem(what)));
  add("pages");
  addEventListener("click", event => event.target.closest("a, button, summary") && add("presses"), true);
  addEventListener("change", event => add(event.target.matches("textarea") ? "sentences" : "answers"), true);
}
"""
_TOLD = "() => ['pages', 'presses', 'answers', 'sentences'].map(what => Number(sessionStorage.getItem(what)))"


@dataclass(frozen=True)
class Tally:
    """Since it was begun."""

    pages: int
    presses: int
    answers: int
    sentences: int


def begins(window: Window) -> None:
    """From the page that is open: it is drawn again, to be counted with, and is not counted itself."""
    window.context.add_init_script(_COUNTS)
    window.page.reload()
    window.page.evaluate("() => sessionStorage.clear()")


def so_far(window: Window) -> Tally:
    return Tally(*window.page.evaluate(_TOLD))
