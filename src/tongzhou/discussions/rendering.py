"""Markdown to HTML that can do no harm: no HTML of the writer's, pictures only from our own files."""

import re
from collections.abc import Mapping
from typing import Any

import nh3
from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from markupsafe import Markup

TAGS = {
    "p", "br", "strong", "em", "s", "code", "pre", "blockquote", "ul", "ol", "li", "a", "hr",
    "h1", "h2", "h3", "h4", "h5", "h6", "table", "thead", "tbody", "tr", "th", "td", "img",
}  # fmt: skip
ATTRIBUTES = {"a": {"href", "class"}, "ol": {"start"}, "img": {"src", "alt", "loading"}}
SCHEMES = {"http", "https", "mailto"}
PICTURE = re.compile(r"/files/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/preview")
"""A file of the house as a picture: whoever may not open it sees nothing."""


Names = Mapping[str, tuple[str, str]]
"""What follows an @, as it was typed, to the name it stands for and the page it leads to."""


def rendered(text: str, names: Names) -> str:
    html = _PARSER.render(text, {"names": names})
    return nh3.clean(
        html,
        tags=TAGS,
        attributes=ATTRIBUTES,
        url_schemes=SCHEMES,
        link_rel="noopener noreferrer nofollow",
        attribute_filter=_only_ours,
    )


def _only_ours(element: str, attribute: str, value: str) -> str | None:
    if attribute == "src":
        return value if PICTURE.fullmatch(value) else None
    return value if attribute != "class" or value == "mention" else None


def _pictures(state: StateCore) -> None:
    """One from elsewhere stays the text that was typed."""
    for block in state.tokens:
        if block.type == "inline" and block.children:
            block.children = [_ours(token) for token in block.children]


def _ours(token: Token) -> Token:
    if token.type != "image":
        return token
    source = str(token.attrs.get("src", ""))
    if PICTURE.fullmatch(source):
        token.attrs["loading"] = "lazy"
        return token
    return Token("text", "", 0, content=f"![{token.content}]({source})")


def _mentions(state: StateCore) -> None:
    names = state.env.get("names") or {}
    if not names:
        return
    longest_first = sorted(names, key=len, reverse=True)
    pattern = re.compile("@(" + "|".join(map(re.escape, longest_first)) + ")")
    for block in state.tokens:
        if block.type == "inline" and block.children:
            block.children = list(_linked(block.children, pattern, names))


def _linked(tokens: list[Token], pattern: re.Pattern[str], names: Names) -> Any:
    """Inside a link or code an @ stays what it is."""
    depth = 0
    for token in tokens:
        depth += {"link_open": 1, "link_close": -1}.get(token.type, 0)
        if token.type == "text" and not depth:
            yield from _pieces(token.content, pattern, names)
        else:
            yield token


def _pieces(text: str, pattern: re.Pattern[str], names: Names) -> Any:
    end = 0
    for found in pattern.finditer(text):
        yield Token("text", "", 0, content=text[end : found.start()])
        link = Markup('<a class="mention" href="{}">@{}</a>')
        name, url = names[found[1]]
        yield Token("html_inline", "", 0, content=str(link.format(url, name)))
        end = found.end()
    yield Token("text", "", 0, content=text[end:])


_PARSER = MarkdownIt("commonmark", {"html": False, "linkify": True, "breaks": True})
_PARSER.enable(["linkify", "strikethrough", "table"])
_PARSER.core.ruler.push("pictures", _pictures)
_PARSER.core.ruler.push("mentions", _mentions)
