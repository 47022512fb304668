"""A person without a mouse: Tab, Space, Enter, the arrows and the letters, and nothing else."""

from collections.abc import Mapping
from typing import Any

#: No page has more stops than this between where a person is and where they want to be.
STOPS = 120
#: What the page says of the control that has the focus.
_FOCUSED = """() => {
  const node = document.activeElement;
  return {
    name: node.name || "", type: node.type || "", value: node.value || "", words: node.innerText || "",
    checked: Boolean(node.checked), chosen: node.selectedOptions ? node.selectedOptions[0].label : "",
    ringed: !node.matches(":focus-visible") ? "" : getComputedStyle(node).outlineStyle + getComputedStyle(node).boxShadow,
  };
}"""


class Keyboard:
    """The keys of one page."""

    def __init__(self, page: Any) -> None:
        self.page = page

    def answers(self, answers: Mapping[str, str | list[str]]) -> None:
        """Questions in the order of the page; drop-downs are chosen by the words they show."""
        for name, given in answers.items():
            for value in [given] if isinstance(given, str) else given:
                self._answer(name, value)

    def presses(self, words: str) -> None:
        """Tab to the link or button that says so, and Enter."""
        self._tab_to(lambda on: on["words"].strip().startswith(words), words)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def enters(self, words: str) -> None:
        """Enter on the control that has the focus from the start: the page has put it there."""
        assert self._focused()["words"].strip() == words
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def _answer(self, name: str, value: str) -> None:
        on = self._focused()
        if on["name"] != name or on["type"] == "checkbox":
            wanted = (name, value)
            on = self._tab_to(
                lambda on: on["name"] == name and (on["type"] != "checkbox" or on["value"] == value), str(wanted)
            )
        if on["type"] == "checkbox":
            if not on["checked"]:
                self.page.keyboard.press("Space")
        elif on["type"] == "radio":
            self._arrow_to(name, value)
        else:
            self.page.keyboard.type(value)
            if on["type"] == "select-one":
                assert self._focused()["chosen"] == value

    def _arrow_to(self, name: str, value: str) -> None:
        """Space takes the first of a group, the arrows the others."""
        if self._focused()["value"] == value:
            self.page.keyboard.press("Space")
        for _ in range(STOPS):
            on = self._focused()
            if on["name"] == name and on["value"] == value and on["checked"]:
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"no arrow leads to {value} of {name}")

    def _tab_to(self, there: Any, wanted: str) -> dict[str, Any]:
        for _ in range(STOPS):
            self.page.keyboard.press("Tab")
            on = self._focused()
            if there(on):
                assert on["ringed"] != "nonenone", f"nothing shows that the focus is on {wanted}"
                return on
        raise AssertionError(f"no key leads to {wanted} on {self.page.url}")

    def _focused(self) -> dict[str, Any]:
        found: dict[str, Any] = self.page.evaluate(_FOCUSED)
        return found
