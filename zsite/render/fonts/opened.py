"""Font files: TrueType and OpenType, alone or in a collection; only here is fontTools."""

import struct
from io import BytesIO
from pathlib import Path

from fontTools.ttLib import TTCollection, TTFont, TTLibError

from zsite.problems import Place, Problem, problem
from zsite.render.fonts import Font

_RESTRICTED = 0x0002  # OS/2 fsType: no embedding at all
_FAMILY = (16, 1)  # name records: the typographic family, else the family


def look(path: Path, name: str) -> Font | Problem:
    """Families and characters of all faces in a file that documents may contain."""
    try:
        data = BytesIO(path.read_bytes())
        collection = data.getvalue()[:4] == b"ttcf"
        faces = TTCollection(data, lazy=True).fonts if collection else [TTFont(data, lazy=True)]
        families = dict.fromkeys(family for face in faces for family in _families(face))
        characters = frozenset(point for face in faces for point in face.getBestCmap() or ())
        restricted = any(face["OS/2"].fsType & 0xF == _RESTRICTED for face in faces)
    except (OSError, TTLibError, KeyError, ValueError, AssertionError, struct.error):
        return problem("font-unreadable", Place(name))
    if restricted:
        return problem("font-restricted", Place(name), family=", ".join(families))
    return Font(path, tuple(families), characters)


def _families(face: TTFont) -> list[str]:
    """The family's names in every language that the face gives."""
    names = face["name"].names
    for wanted in _FAMILY:
        found = [str(each) for each in names if each.nameID == wanted]
        if found:
            return found
    return []
