"""A source as the bundle it came from."""

from tongzhou.past.bundle import FORMAT, VERSION, Bundle
from tongzhou.past.models import Source


def bundle_of(source: Source) -> Bundle:
    parts: dict[str, list[object]] = {}
    for fact in source.facts.all():
        parts.setdefault(fact.part, []).append(fact.body)
    origin = {
        "key": source.key, "name": source.name, "as_of": source.as_of.isoformat(),
        "attribution": source.attribution,
    }  # fmt: skip
    cases = source.cases.order_by("place").values_list("body", flat=True).iterator(200)
    return Bundle.model_validate(
        {"format": FORMAT, "version": VERSION, "origin": origin, "visibility": source.visibility}
        | parts
        | {"collaborations": list(cases)}
    )
