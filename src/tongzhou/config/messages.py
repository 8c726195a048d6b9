"""The message catalogues: one pair per package, extracted, filled and compiled by `bin/messages`."""

import io
import json
import re
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_file
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from tongzhou.config.typography import chinese

SOURCE = Path(__file__).resolve().parent.parent
LOCALES = ("zh_Hans", "zh_Hant")
KEYWORDS = {
    "_": None, "gettext": None, "gettext_lazy": None, "gettext_noop": None,
    "ngettext": (1, 2), "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2), "pgettext_lazy": ((1, "c"), 2),
}  # fmt: skip
PLACEHOLDER = re.compile(r"%\((\w+)\)|(%%)")
HEADER = """msgid ""
msgstr ""
"Language: {locale}\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=1; plural=0;\\n"

"""

Key = tuple[str, str]
"""Context (mostly empty) and the English sentence, the singular one where it has a plural."""


@dataclass(frozen=True)
class Found:
    """A sentence in the sources; `plural` is empty where the number does not matter."""

    context: str
    text: str
    plural: str = ""

    @property
    def key(self) -> Key:
        return self.context, self.text


def packages() -> list[str]:
    folders = (path for path in SOURCE.iterdir() if (path / "__init__.py").exists())
    return sorted(path.name for path in folders)


def sentences(package: str) -> list[Found]:
    """Every sentence a package shows, once, in alphabetical order."""
    found = {sentence.key: sentence for sentence in _scan(SOURCE / package)}
    return [found[key] for key in sorted(found, key=lambda key: (key[1], key[0]))]


def translations(package: str, locale: str) -> dict[Key, str]:
    """What stands in the catalogue now; an untranslated sentence is absent."""
    file = _catalogue(package, locale)
    if not file.exists():
        return {}
    with file.open("rb") as stream:
        catalog = read_po(stream, locale=locale)
    return {_key(message): _text(message) for message in catalog if message.id and _text(message)}


def update(package: str, given: dict[str, dict[Key, str]] | None = None) -> None:
    """Rewrite a package's catalogues from its sources, keeping and adding translations.

    A sentence that another package has translated is taken over: one sentence, one translation.
    """
    found = sentences(package)
    for locale in LOCALES:
        file = _catalogue(package, locale)
        known = elsewhere(package, locale) | translations(package, locale)
        known |= (given or {}).get(locale, {})
        if found:
            file.parent.mkdir(parents=True, exist_ok=True)
            _write(file, catalogue_text(locale, found, known))
        elif file.exists():
            file.unlink()


def elsewhere(package: str, locale: str) -> dict[Key, str]:
    known: dict[Key, str] = {}
    for other in packages():
        if other != package:
            known |= translations(other, locale)
    return known


def catalogue_text(locale: str, found: list[Found], known: dict[Key, str]) -> str:
    catalog = Catalog(locale=locale)
    for sentence in found:
        text = chinese(known.get(sentence.key, ""))
        catalog.add(
            (sentence.text, sentence.plural) if sentence.plural else sentence.text,
            (text,) if sentence.plural else text,
            context=sentence.context or None,
        )
    stream = io.BytesIO()
    write_po(stream, catalog, width=100, omit_header=True, no_location=True)
    return HEADER.format(locale=locale) + stream.getvalue().decode()


def missing(package: str) -> dict[str, dict[str, str]]:
    """Sentences that lack a translation, with what exists already; the skeleton for `fill`."""
    known = {locale: translations(package, locale) for locale in LOCALES}
    return {
        _spelled(sentence.key): {locale: known[locale].get(sentence.key, "") for locale in LOCALES}
        for sentence in sentences(package)
        if any(sentence.key not in known[locale] for locale in LOCALES)
    }


def fill(package: str, file: Path) -> None:
    given: dict[str, dict[Key, str]] = {locale: {} for locale in LOCALES}
    for spelled, texts in json.loads(file.read_text()).items():
        context, _, text = spelled.rpartition("\x04")
        for locale, translation in texts.items():
            given[locale][context, text] = translation
    for locale in LOCALES:
        given[locale] = {key: text for key, text in given[locale].items() if text}
    update(package, given)


def faults(package: str) -> Iterator[str]:
    """What keeps a catalogue from being complete and right, one line each."""
    found = {sentence.key: sentence for sentence in sentences(package)}
    for locale in LOCALES:
        known, others = translations(package, locale), elsewhere(package, locale)
        place = f"{package}/{locale}"
        yield from (f"{place}: missing: {key[1]!r}" for key in found if key not in known)
        yield from (f"{place}: no longer used: {key[1]!r}" for key in known if key not in found)
        for key, text in known.items():
            if key in found and not _same_placeholders(found[key], text):
                yield f"{place}: placeholders differ: {key[1]!r}"
            if key in found and others.get(key, text) != text:
                yield f"{place}: translated differently elsewhere: {key[1]!r}"


def compile_all() -> None:
    """Write the binary catalogues that are read at run time, atomically and only when changed."""
    for package in packages():
        for locale in LOCALES:
            file = _catalogue(package, locale)
            target = file.with_suffix(".mo")
            if file.exists() and not _is_fresh(target, file):
                with file.open("rb") as stream:
                    catalog = read_po(stream, locale=locale)
                binary = io.BytesIO()
                write_mo(binary, catalog)
                _write(target, binary.getvalue())


def stale() -> list[Path]:
    """Catalogues whose binary form is absent or older."""
    files = (_catalogue(package, locale) for package in packages() for locale in LOCALES)
    return [
        file for file in files if file.exists() and not _is_fresh(file.with_suffix(".mo"), file)
    ]


def _scan(folder: Path) -> Iterator[Found]:
    for file in sorted(folder.rglob("*.py")):
        if "migrations" not in file.parts:
            yield from _extract("python", file, {})
    for file in sorted((folder / "templates").rglob("*")):
        if file.is_file():
            options = {"trimmed": "true", "newstyle_gettext": "true", "silent": "false",
                       "trim_blocks": "true", "lstrip_blocks": "true",
                       "extensions": "jinja2.ext.do"}  # fmt: skip
            yield from _extract("jinja2.ext:babel_extract", file, options)


def _extract(method: str, file: Path, options: dict[str, str]) -> Iterator[Found]:
    for _line, message, _comments, context in extract_from_file(
        method, file, keywords=KEYWORDS, options=options
    ):
        if isinstance(message, tuple):
            yield Found(context or "", message[0], message[1])
        elif message:
            yield Found(context or "", message)


def _catalogue(package: str, locale: str) -> Path:
    return SOURCE / package / "locale" / locale / "LC_MESSAGES" / "django.po"


def _key(message: Message) -> Key:
    text = message.id[0] if isinstance(message.id, tuple | list) else message.id
    return message.context or "", text


def _text(message: Message) -> str:
    return message.string[0] if isinstance(message.string, tuple | list) else message.string or ""


def _spelled(key: Key) -> str:
    return f"{key[0]}\x04{key[1]}" if key[0] else key[1]


def _same_placeholders(sentence: Found, translation: str) -> bool:
    """A plural sentence may leave out what only one of its forms says."""
    given = set(PLACEHOLDER.findall(translation))
    wanted = set(PLACEHOLDER.findall(sentence.text))
    if sentence.plural:
        return wanted <= given <= wanted | set(PLACEHOLDER.findall(sentence.plural))
    return given == wanted


def _is_fresh(target: Path, source: Path) -> bool:
    return target.exists() and target.stat().st_mtime >= source.stat().st_mtime


def _write(file: Path, content: str | bytes) -> None:
    data = content.encode() if isinstance(content, str) else content
    if file.exists() and file.suffix == ".po" and file.read_bytes() == data:
        return
    with tempfile.NamedTemporaryFile(dir=file.parent, delete=False) as stream:
        stream.write(data)
    Path(stream.name).chmod(0o644)
    Path(stream.name).replace(file)
