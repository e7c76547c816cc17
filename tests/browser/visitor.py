"""Somebody with a browser: opens pages, and knows what axe and the console say of them."""

from functools import cache
from importlib.resources import files

from playwright.sync_api import ConsoleMessage, Page, Response

_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
_ASK_AXE = """
async (rules) => {
  for (let drawn = 0; drawn < 2; drawn++) await new Promise((next) => requestAnimationFrame(next));
  await Promise.allSettled(document.getAnimations().map((one) => one.finished));
  const found = await axe.run(document, { runOnly: rules, resultTypes: ["violations"] });
  return found.violations.map((one) => `${one.id}: ${one.help}: ${one.nodes[0].html.slice(0, 200)}`);
}
"""
"""Asked once a window of another size is drawn and nothing moves. What is wrong comes back: what is right is long."""


@cache
def _axe() -> str:
    return (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")


class Visitor:
    """A page of the browser, and the errors that were logged while it was open."""

    def __init__(self, page: Page, *, has_script: bool) -> None:
        self.page = page
        self.has_script = has_script
        self.errors: list[str] = []
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self.errors.append(str(error)))

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self.errors.append(f"{self.page.url}: {message.text}")

    def opens(self, address: str) -> Response:
        """Open an address; returns what the server answered."""
        response = self.page.goto(address)
        assert response is not None
        return response

    def presses(self, name: str) -> None:
        """Press the last button with this name, and wait for the page that follows."""
        self.page.get_by_role("button", name=name, exact=True).last.click()
        self.page.wait_for_load_state()

    def barriers(self) -> list[str]:
        """What axe finds on the page, each with the first element concerned. Axe is a script, and needs them on."""
        assert self.has_script
        if not self.page.evaluate("'axe' in window"):
            self.page.evaluate(_axe())
        found: list[str] = self.page.evaluate(_ASK_AXE, _RULES)
        return found

    def is_too_wide(self) -> bool:
        """Whether the page has to be moved sideways to be read."""
        # A page that comes anew by itself may have no element for a moment: this one waits for it.
        sideways: int = self.page.locator("html").evaluate("root => root.scrollWidth - root.clientWidth")
        return sideways > 0

    def focused(self) -> str:
        """The id of the element that has the focus, else its text."""
        said: str = self.page.evaluate("document.activeElement.id || document.activeElement.textContent.trim()")
        return said
