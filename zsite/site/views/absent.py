"""To which names a value that is absent answers: those that a value of its field would have."""

from zsite.content.kinds import QUANTITIES, Field, Kinds, parts_of

_ANSWERS: tuple[tuple[frozenset[str], frozenset[str]], ...] = (
    (QUANTITIES, frozenset(["text", "about", "lead", "number", "tail", "full", "state", "size"])),
    (frozenset({"choice"}), frozenset({"key", "label"})),
    (frozenset({"date", "month", "year", "datetime"}), frozenset({"iso"})),
    (frozenset({"phone"}), frozenset({"uri", "abroad"})),
    (frozenset({"image"}), frozenset({"tag", "plain"})),
    (frozenset({"file"}), frozenset({"found", "href", "kind", "size"})),
    (
        frozenset({"ref"}),
        frozenset(
            {
                "id",
                "title",
                "href",
                "summary",
                "column",
                "record_number",
                "validity",
                "last_update",
                "vcard",
            }
        ),
    ),
)


def answers(about: Field, kinds: Kinds) -> frozenset[str]:
    """Every name that a value of the field has in a template."""
    names = {part.name for part in parts_of(about)} | {"facts", "field", "label", "lang", "plain"}
    for types, given in _ANSWERS:
        if about.type in types:
            names |= given
    if about.type == "ref" and about.to in kinds:
        names |= kinds[about.to].by_name.keys()
    return frozenset(names)
