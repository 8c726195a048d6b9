"""Departments and people as a messenger keeps them, before they are compared with the house."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """`above` is empty for the root, which stands for the house's own."""

    id: str
    above: str
    name: str


@dataclass(frozen=True, slots=True)
class Member:
    """`places` are the ids of departments, the first the main one; `leads` those they head."""

    id: str
    name: str
    title: str = ""
    mail: str = ""
    mobile: str = ""
    places: tuple[str, ...] = ()
    leads: tuple[str, ...] = ()
    is_active: bool = True


@dataclass(frozen=True, slots=True)
class Directory:
    places: tuple[Place, ...]
    members: tuple[Member, ...]
