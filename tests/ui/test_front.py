"""The built front end: small, complete, and without anything inline."""

import gzip
import re
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from tongzhou.ui import assets

HOUSE = Path("src/tongzhou")
TEMPLATES = sorted(HOUSE.glob("*/templates/**/*.html"))
PAGES = [page for page in TEMPLATES if page.name != "mail.html"]
"""A mail carries its style with it: no server and no policy stands behind it."""
BUDGET = 60 * 1024
USED = re.compile(r"\bicon(?:_name)?(?:\(|=|:\s*)\s*[\"']([a-z0-9-]+)[\"']")
INLINE = {
    "a <style>": re.compile(r"<style\b", re.I),
    "a style attribute": re.compile(r"<[a-z][^>]*\sstyle\s*=", re.I),
    "an event attribute": re.compile(r"<[a-z][^>]*\son[a-z]+\s*=", re.I),
    "an inline script": re.compile(r"<script\b(?![^>]*\bsrc=)", re.I),
    "a javascript: address": re.compile(r"javascript:", re.I),
    "evaluated htmx": re.compile(r"\bhx-on|hx-vals=[\"']js:|hx-trigger=[\"'][^\"']*\[", re.I),
}


def test_the_script_keeps_its_budget() -> None:
    script = assets.DIST / Path(assets.asset("app.js")).name
    assert len(gzip.compress(script.read_bytes(), 9)) <= BUDGET


@pytest.mark.parametrize("name", ["app.js", "app.css", "icons.svg", "mark.svg"])
def test_every_built_file_has_its_compressed_twins(name: str) -> None:
    built = assets.DIST / Path(assets.asset(name)).name
    assert built.exists()
    assert built.with_name(f"{built.name}.br").exists()
    assert built.with_name(f"{built.name}.gz").exists()


def test_a_missing_build_is_said_plainly(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(assets, "DIST", tmp_path)
    assets._read_once.cache_clear()
    try:
        with pytest.raises(ImproperlyConfigured, match="npm run build"):
            assets.asset("app.js")
        assert [error.id for error in assets.front_end_is_built()] == ["ui.E001"]
    finally:
        assets._read_once.cache_clear()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(HOUSE)))
def test_no_template_needs_an_unsafe_policy(page: Path) -> None:
    text = re.sub(r"\{#.*?#\}", "", page.read_text(encoding="utf-8"), flags=re.S)
    found = [what for what, pattern in INLINE.items() if pattern.search(text)]
    assert not found, f"{page} has {', '.join(found)}"


def test_every_icon_used_is_in_the_sprite() -> None:
    sources = [*TEMPLATES, *HOUSE.glob("**/*.py")]
    used = {name for path in sources for name in USED.findall(path.read_text(encoding="utf-8"))}
    assert used <= set(assets.icon_names()), used - set(assets.icon_names())


def test_style_sheets_and_islands_stay_small() -> None:
    front = HOUSE / "ui" / "front"
    for path in [*front.glob("css/*.css"), *front.glob("**/*.ts")]:
        assert len(path.read_text(encoding="utf-8").splitlines()) <= 200, path.name


@pytest.mark.parametrize("page", TEMPLATES, ids=lambda page: str(page.relative_to(HOUSE)))
def test_a_plural_counts_its_first_variable(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    counted = re.findall(
        r"\{%-? trans (\w+)=(?:(?!endtrans).)*?\{%-? pluralize -?%\}", text, flags=re.S
    )
    assert set(counted) <= {"count"}, f"{page}: the first variable of a plural is its count"


@pytest.mark.parametrize("page", TEMPLATES, ids=lambda page: str(page.relative_to(HOUSE)))
def test_sentences_are_filled_where_they_are_translated(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    late = re.findall(r"""_\((["'])(?:(?!\1).)*%\((?:(?!\1).)*\1\)""", text)
    assert not late, f'{page}: write _("… %(name)s …", name=…); a filter after it comes too late'
