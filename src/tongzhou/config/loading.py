"""Loading what the command line needs, no sooner than it is needed."""

import os
from importlib import import_module
from importlib.util import find_spec

import click


def load(place: str) -> click.Command:
    """The command at «module:name» of config/commands."""
    module, name = place.split(":")
    command = getattr(import_module(f"tongzhou.config.commands.{module}"), name)
    assert isinstance(command, click.Command)
    return command


def exists(place: str) -> bool:
    return find_spec(f"tongzhou.config.commands.{place.split(':')[0]}") is not None


def set_up_django() -> None:
    """Models may be imported from here on; sentences come in the language of the terminal."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tongzhou.config.settings")
    import django
    from django.utils import translation

    django.setup()
    translation.activate(_terminal_language())


def _terminal_language() -> str:
    locale = os.environ.get("LC_ALL") or os.environ.get("LANG") or ""
    if locale.startswith(("zh_TW", "zh_HK", "zh_MO")):
        return "zh-hant"
    return "zh-hans" if locale.startswith("zh") else "en"
