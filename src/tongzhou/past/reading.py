"""A bundle from its bytes: understood as a whole, or refused with the path of every fault."""

from pydantic import ValidationError

from tongzhou.core.verdicts import Invalid, Sentence
from tongzhou.past.bundle import Bundle

SHOWN = 50


def read_bundle(data: bytes) -> Bundle:
    try:
        return Bundle.model_validate_json(data)
    except ValidationError as error:
        faults = error.errors(include_url=False, include_input=False)
        told: dict[str, Sentence] = {_path(one["loc"]): one["msg"] for one in faults[:SHOWN]}
        said = f"{len(faults)} points to settle first; nothing was written."
        raise Invalid(said, errors=told) from None


def written(bundle: Bundle) -> dict[str, object]:
    """As it stands in a file: what a source does not know is absent."""
    return bundle.model_dump(mode="json", exclude_defaults=True) | {
        "format": bundle.format, "version": bundle.version,
    }  # fmt: skip


def _path(places: tuple[int | str, ...]) -> str:
    text = "".join(f"[{one}]" if isinstance(one, int) else f".{one}" for one in places)
    return text.lstrip(".") or "the file"
