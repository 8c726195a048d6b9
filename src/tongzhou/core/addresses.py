"""How a person is addressed in a mail."""

from email.headerregistry import Address


def addressed(name: str, mail: str) -> str:
    """«王磊 <wang@例子.公司>»: whoever sends it writes name and domain the way mail servers read them.

    A name keeps to one line; `email.utils.formataddr` would refuse the domain.
    """
    local, _at, domain = mail.rpartition("@")
    line = "".join(char if char.isprintable() else " " for char in name)
    return str(Address(" ".join(line.split()), local, domain))
