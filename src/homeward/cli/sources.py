"""What a rule rests on, as the terminal shows it: where it is written, in what words, and how it is read here."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from homeward.cli.terminal import Page
    from homeward.policy.rule import Entry, Source


def show_source(page: "Page", source: "Source", *, indent: int) -> None:
    """Citation, how sure we are of the text, the link; then the quote, or what it says in our words."""
    from homeward.policy.wording import say_confidence

    page.line(f"{source.cite} ({say_confidence(source)})", indent=indent, style="dim")
    page.whole(source.link, indent=indent, style="dim")
    page.line(f"“{source.quote.strip()}”" if source.quote else source.summary.strip(), indent=indent + 2)


def show_reading(page: "Page", entry: "Entry", *, indent: int) -> None:
    """How an unclear text is read here, and what counsel should settle."""
    if entry.reading:
        page.line(f"Our reading: {entry.reading.strip()}", indent=indent)
    if entry.open_question:
        page.line(f"Open question: {entry.open_question.strip()}", indent=indent)
