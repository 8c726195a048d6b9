"""The Jinja2 environment: escaping on, undefined names are errors, our own filters."""

from collections.abc import Hashable, Iterable
from functools import cache, lru_cache
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

from django.conf import settings
from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.templatetags.static import static
from django.utils.translation import get_language, gettext, ngettext, pgettext
from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from tongzhou.core import clock
from tongzhou.ui import formats
from tongzhou.ui.addresses import address
from tongzhou.ui.assets import asset
from tongzhou.ui.filters import ADDED
from tongzhou.ui.toasts import waiting

FILTERS = (
    formats.day, formats.weekday, formats.moment, formats.iso, formats.ago, formats.number, formats.quantity,
    formats.percent, formats.days, formats.hours, formats.joined, formats.size, formats.paragraphs,
)  # fmt: skip
THEMES = ("light", "dark")


def environment(**options: Any) -> Environment:
    options["autoescape"] = True
    options["undefined"] = StrictUndefined
    env = Environment(  # noqa: S701 — autoescape is set above
        extensions=["jinja2.ext.i18n", "jinja2.ext.do"],
        trim_blocks=True,
        lstrip_blocks=True,
        **options,
    )
    env.policies["ext.i18n.trimmed"] = True
    env.install_gettext_callables(say, ngettext, newstyle=True, pgettext=pgettext)  # type: ignore[attr-defined]
    env.filters.update({made.__name__: made for made in FILTERS}, **ADDED)
    env.globals.update(
        url=address, static=static, csrf_token=get_token, asset=asset, icon=icon, lang=formats.tag,
        once_key=once_key, toasts=waiting, theme_of=theme_of, with_query=with_query,
        today=clock.today, now=clock.now, languages=_languages,
        written=written, each_written=each_written,
    )  # fmt: skip
    return env


@cache
def icon(name: str, label: str = "") -> Markup:
    """A Lucide icon from the sprite; without a label it is decoration."""
    meaning = (
        Markup('role="img" aria-label="{}"').format(label)
        if label
        else Markup('aria-hidden="true"')
    )
    return Markup('<svg class="icon" {}><use href="{}#{}"></use></svg>').format(
        meaning, asset("icons.svg"), name
    )


def say(message: str) -> str:
    """Django's gettext, remembered by language: a page says some five hundred sentences."""
    return _said(get_language() or "", message)


@lru_cache(maxsize=20_000)
def _said(_language: str, message: str) -> str:
    return gettext(message)


def written(macro: Any, *values: Hashable) -> Markup:
    """What a macro makes of these values; of equal values, in one language, it is made once.

    For pieces that look at nothing else: no request, no token, no clock.
    """
    return _written(get_language() or "", macro, values)


def each_written(macro: Any, values: Iterable[Hashable], *shared: Hashable) -> Markup:
    """The pieces of a long list, one after the other."""
    language = get_language() or ""
    return Markup("").join(_written(language, macro, (one, *shared)) for one in values)


@lru_cache(maxsize=6_000)
def _written(_language: str, macro: Any, values: tuple[Hashable, ...]) -> Markup:
    return Markup(macro(*values))  # noqa: S704 — a macro escapes what it is given


def once_key() -> str:
    """Makes a form take effect once, however often it is sent (journal.once)."""
    return uuid4().hex


def theme_of(request: HttpRequest | None, chosen: str = "") -> str:
    """`light` or `dark`; empty follows the system."""
    theme = chosen or (request.COOKIES.get("theme", "") if request else "")
    return theme if theme in THEMES else ""


def with_query(request: HttpRequest, **changes: object) -> str:
    """This page's query with some of it changed; None removes a name."""
    kept = [pair for pair in _typed(request) if pair[0] not in changes]
    changed = [(name, str(value)) for name, value in changes.items() if value is not None]
    return f"?{urlencode([*kept, *changed])}"


def _typed(request: HttpRequest) -> list[tuple[str, str]]:
    return [(name, value) for name, values in request.GET.lists() for value in values]


def _languages() -> list[tuple[str, str, bool]]:
    """Each language in its own words, and whether it is the present one."""
    own = {"zh-hans": "简体", "zh-hant": "繁體", "en": "English"}
    return [(code, own[code], code == get_language()) for code, _ in settings.LANGUAGES]
