"""Elements of an XML file by their names alone, whatever their namespace."""

import xml.etree.ElementTree as ET


def local(tag: str) -> str:
    return tag.rsplit("}", 1)[-1]


def own(element: ET.Element, name: str) -> list[ET.Element]:
    return [one for one in element if local(one.tag) == name]


def within(element: ET.Element, group: str, name: str) -> list[ET.Element]:
    """«Tasks» holds each «Task»."""
    return [one for found in own(element, group) for one in own(found, name)]


def text(element: ET.Element | None, name: str) -> str:
    """Of the first child of that name; the empty text without one."""
    if element is None:
        return ""
    found = next((one for one in element if local(one.tag) == name), None)
    return (found.text or "").strip() if found is not None else ""
