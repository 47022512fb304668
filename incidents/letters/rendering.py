"""The Markdown of a letter as a page and as plain words. Raw HTML, pictures and links are off: a letter is text."""

from collections.abc import Iterator

from django.utils.safestring import SafeString
from markdown_it import MarkdownIt
from markdown_it.token import Token

_MARKDOWN = MarkdownIt("commonmark", {"html": False}).disable(
    ["html_block", "html_inline", "image", "link", "autolink"]
)


def as_page(words: str) -> SafeString:
    """HTML; everything in it but the letter's own headings, paragraphs and lists is escaped."""
    return SafeString(_MARKDOWN.render(words))


def as_words(words: str) -> str:
    """Plain text for a message: paragraphs with an empty line between them, lists with dashes."""
    return "\n".join(_lines(_MARKDOWN.parse(words))).strip()


def _lines(tokens: list[Token]) -> Iterator[str]:
    item = False
    for token in tokens:
        if token.type == "list_item_open":
            item = True
        elif token.type == "list_item_close":
            item = False
        elif token.type == "inline":
            yield f"- {_said(token)}" if item else _said(token)
            if not item:
                yield ""
        elif token.type == "bullet_list_close":
            yield ""


def _said(inline: Token) -> str:
    return "".join(
        "\n" if part.type == "hardbreak" else " " if part.type == "softbreak" else part.content
        for part in inline.children or ()
    )
