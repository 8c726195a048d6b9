"""What may stand in a document of XML."""

import re

_NO_SIGN_OF_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def without_control(text: str) -> str:
    """XML has no words for control characters and half signs, however they are escaped."""
    return _NO_SIGN_OF_XML.sub("", text)
