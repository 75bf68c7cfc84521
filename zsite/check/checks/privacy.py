"""Privacy and secrets: numbers of persons, keys, names of investors in talks; never shown whole."""

import re
from collections.abc import Iterable, Iterator

from zsite.check.attachments import Attachment
from zsite.check.subjects import Hit, Measure, Text
from zsite.problems import Problem, problem


def identity_numbers(text: Text, asked: Measure) -> Iterator[Problem]:
    """Identity numbers whose check digit is right."""
    read = _raw(text)
    hits = (m.span() for m in _IDENTITY.finditer(read) if _checked(m[0]))
    yield from _masked("privacy-id-number", text, read, hits, 3, 4)


def mobiles(text: Text, asked: Measure) -> Iterator[Problem]:
    """Mobile numbers that nobody agreed to publish."""
    if text.type == "phone" and text.field.rpartition(".")[2] == "mobile":
        return  # the build asks for the consent of this one
    read = _raw(text)
    hits = (
        m.span() for m in _MOBILE.finditer(read) if re.sub(r"\D", "", m[1]) not in asked.consented
    )
    yield from _masked("privacy-mobile", text, read, hits, 3, 4)


def bank_cards(text: Text, asked: Measure) -> Iterator[Problem]:
    """Numbers of bank cards, by length, beginning and check digit."""
    read = _raw(text)
    hits = (
        m.span()
        for m in _CARD.finditer(read)
        if _luhn(re.sub(r"\D", "", m[0])) and not _checked(re.sub(r"\s", "", m[0]))
    )
    yield from _masked("privacy-bank-card", text, read, hits, 4, 4)


def plates(text: Text, asked: Measure) -> Iterator[Problem]:
    """Number plates of vehicles."""
    read = _raw(text)
    hits = (m.span() for m in _PLATE.finditer(read) if any(c.isdigit() for c in m[0]))
    yield from _masked("privacy-plate", text, read, hits, 2, 1)


def secrets(text: Text, asked: Measure) -> Iterator[Problem]:
    """Keys, tokens and passwords."""
    read = _raw(text)
    yield from _masked("privacy-secret", text, read, (m.span() for m in _SECRET.finditer(read)), 4)


def investors(text: Text, asked: Measure) -> Iterator[Problem]:
    """A text that names the firm with which the county is in talks."""
    if text.chinese and text.kind in ("projects", "news", "parks", "industries"):
        read = _raw(text)
        hits = (m.span("firm" if m["firm"] else "named") for m in _TALKS.finditer(read))
        yield from _masked("privacy-investor-in-talks", text, read, hits, 1, 2)


def authors(file: Attachment) -> Iterator[Problem]:
    """A PDF or Office file that says who wrote it."""
    if file.people:
        masked = "、".join(mask(name, 1, 0) for name in file.people)
        yield problem("file-author", file.place, masked=masked)


def tracked_changes(file: Attachment) -> Iterator[Problem]:
    """A text file with its tracked changes or comments."""
    if file.changes or file.comments:
        yield problem("file-tracked-changes", file.place, count=file.changes)


def hidden_sheets(file: Attachment) -> Iterator[Problem]:
    """A workbook with hidden sheets."""
    if file.hidden:
        yield problem("file-hidden-sheet", file.place, count=len(file.hidden))


def image_places(file: Attachment) -> Iterator[Problem]:
    """A photograph that says where it was taken."""
    if file.located:
        yield problem("file-image-place", file.place)


def image_traces(file: Attachment) -> Iterator[Problem]:
    """A photograph that says who took it, and with which camera."""
    if file.traces:
        names = ", ".join(trace.partition(":")[0] for trace in file.traces)
        yield problem("file-image-traces", file.place, names=names)


def unreadable(file: Attachment) -> Iterator[Problem]:
    """A file that nobody can look into: damaged, locked, or of an old format."""
    if not file.readable:
        yield problem("file-unreadable", file.place)


def mask(text: str, first: int, last: int = 0) -> str:
    """A text with its middle hidden."""
    shown = len(text) - first - last
    return text[:first] + "*" * max(1, shown) + (text[-last:] if last and shown > 0 else "")


def _raw(text: Text) -> str:
    """Also code and addresses count: a secret in them is published as well."""
    return text.source if text.is_body else text.text


def _masked(
    id: str, text: Text, read: str, hits: Iterable[Hit], first: int, last: int = 0
) -> Iterator[Problem]:
    found = list(hits)
    if found:
        at, end = found[0]
        names = dict.fromkeys(mask(read[a:b].strip(), first, last) for a, b in found)
        yield problem(id, text.place(at, end), masked="、".join(list(names)[:6]), count=len(found))


def _checked(number: str) -> bool:
    """Whether the last of 18 characters is the check digit of the others (ISO 7064, mod 11-2)."""
    if len(number) != 18 or not number[:17].isdigit():
        return False
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    total = sum(int(digit) * weight for digit, weight in zip(number, weights, strict=False))
    return "10X98765432"[total % 11] == number[17].upper()


def _luhn(number: str) -> bool:
    doubled = [int(d) * (2 if i % 2 else 1) for i, d in enumerate(reversed(number))]
    return sum(d - 9 if d > 9 else d for d in doubled) % 10 == 0 and len(set(number)) > 3


_IDENTITY = re.compile(
    r"(?<![\dA-Za-z])[1-9]\d{5}(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?!\w)"
)
_MOBILE = re.compile(r"(?<![\d-])(?:\+?86[- ]?)?(1[3-9]\d[- ]?\d{4}[- ]?\d{4})(?![\d-]*\d)")
_CARD = re.compile(r"(?<!\d)(?:62|4\d|5[1-5])\d{2}(?:[ -]?\d{4}){3}(?:[ -]?\d{1,3})?(?!\d)")
_PLATE = re.compile(
    r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼]"
    r"[A-HJ-NP-Z][·•・]?[A-HJ-NP-Z0-9]{5,6}(?![A-Za-z0-9])"
)
_SECRET = re.compile(
    r"-----BEGIN (?:[A-Z ]+ )?PRIVATE KEY-----|AKIA[0-9A-Z]{16}|LTAI[A-Za-z0-9]{12,}|ghp_\w{36}"
    r"|(?:password|passwd|secret|token|api[_-]?key|密码|口令)\s{0,2}[:=：]\s{0,2}[\"']?"
    r"(?=[^\s\"']*\d)[A-Za-z0-9_\-+/!@#$%^&*.]{6,}",
    re.I,
)
_FIRM = r"(?P<firm>[\u4e00-\u9fffA-Za-z（）()]{2,20}?(?:公司|集团|株式会社))"
_NAMED = _FIRM.replace("firm", "named")
_TALKS = re.compile(
    rf"(?:与|和|同){_FIRM}(?:等企业)?(?:正在|正|已)?(?:进行)?(?:洽谈|接洽|磋商|深入对接)"
    rf"|(?:意向投资方|洽谈企业|在谈企业|意向企业|投资意向方)(?:为|是|：|:){_NAMED}"
)
