"""Which fields the form of a page has, read from the program itself: its form classes, and what a
view takes from `request.POST` by name."""

import ast
import inspect
import textwrap
from collections.abc import Callable, Iterator
from types import FunctionType
from typing import Any

from django import forms

from tongzhou.api.pages.reading import PROOFS
from tongzhou.api.pages.shapes import field_schema

DEEPEST = 4
PLACES = (".views", ".forms", ".filters", ".reading")
TAKES = ("get", "getlist", "pop")
HOLDERS = ("POST", "data", "typed", "given", "FILES")


def fields_of(view: Callable[..., Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, schema in _fields(view, DEEPEST, set()):
        found.setdefault(name, schema)
    return {name: found[name] for name in sorted(found) if name not in PROOFS}


def _fields(function: Any, deep: int, seen: set[Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    if deep == 0 or function in seen or not isinstance(function, FunctionType):
        return
    seen.add(function)
    for node in ast.walk(_tree(function)):
        if name := _taken(node):
            yield name, {"type": ["string", "boolean", "array"], "items": {"type": "string"}}
        elif isinstance(node, ast.Name | ast.Attribute):
            yield from _behind(_meant(node, function), deep, seen)


def _behind(meant: Any, deep: int, seen: set[Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    if isinstance(meant, type) and issubclass(meant, forms.BaseForm):
        for name, field in meant.base_fields.items():  # type: ignore[attr-defined]
            yield name, field_schema(field)
    elif isinstance(meant, FunctionType):
        plain = inspect.unwrap(meant)
        if any(part in plain.__module__ for part in PLACES):
            yield from _fields(plain, deep - 1, seen)


def _tree(function: FunctionType) -> ast.AST:
    return ast.parse(textwrap.dedent(inspect.getsource(function)))


def _meant(node: ast.Name | ast.Attribute, function: FunctionType) -> Any:
    """What a name of the function's module stands for; `module.name` one step deep."""
    if isinstance(node, ast.Name):
        return function.__globals__.get(node.id)
    if isinstance(node.value, ast.Name):
        holder = function.__globals__.get(node.value.id)
        return vars(holder).get(node.attr) if inspect.ismodule(holder) else None
    return None


def _taken(node: ast.AST) -> str | None:
    """`request.POST.get("x")`, `request.POST["x"]` or `"x" in request.POST`."""
    match node:
        case ast.Call(
            func=ast.Attribute(value=holder, attr=verb), args=[ast.Constant(value=str(name)), *_]
        ) if verb in TAKES and _holds(holder):
            return name
        case ast.Subscript(value=holder, slice=ast.Constant(value=str(name))) if _holds(holder):
            return name
        case ast.Compare(
            left=ast.Constant(value=str(name)), ops=[ast.In()], comparators=[holder]
        ) if _holds(holder):
            return name
    return None


def _holds(node: ast.AST) -> bool:
    name = node.attr if isinstance(node, ast.Attribute) else None
    name = node.id if isinstance(node, ast.Name) else name
    return name in HOLDERS
