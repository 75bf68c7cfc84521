"""Every check there is, by what it looks at: one function each.

Its group, title, rule and words stand under its id in `zsite/checks.toml`, the rules in
`rules.toml`, and a small site on which it speaks, with its clean twin, in `tests/check/examples`.
"""

import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from zsite.check import leaks, outside
from zsite.check.checks import (
    counts,
    fairness,
    government,
    guides,
    markup,
    policies,
    pool,
    privacy,
    prose,
    records,
    tracking,
    translation,
    wording,
)
from zsite.problems import Problem, catalogue

Function = Callable[..., Iterator[Problem]]
GROUPS = (
    *("records", "languages", "government", "policies", "pool"),
    *("privacy", "text", "pages", "guide"),
)
BUILT = {  # where problems of the build are shown among those of the checks
    "languages": ("missing-translation", "missing-body", "missing-strings"),
    "records": ("missing-field", "missing-part", "missing-recommended", "to-fill", "implausible"),
    "privacy": ("without-consent", "internal-in-content"),
    "pages": ("broken-link", "link-to-unpublished", "missing-file", "image-without-alt"),
}
OTHERS = "content"  # the group of all other problems of the build


@dataclass(frozen=True, slots=True)
class Check:
    """One check: the id of the problem it finds, and the function that finds it."""

    id: str
    run: Function

    @property
    def group(self) -> str:
        """One of `GROUPS`."""
        return str(catalogue()[self.id]["group"])

    @property
    def rule(self) -> str:
        """`document/clause` in `rules.toml`."""
        return str(catalogue()[self.id]["rule"])

    def title(self, language: str) -> str:
        """What it looks for, in `zh` or `en`."""
        return str(catalogue()[self.id]["title"][language])


TEXTS = (
    Check("lang-mixed-scripts", translation.mixed_scripts),
    Check("lang-untranslated", translation.untranslated),
    Check("text-residue", wording.residues),
    Check("text-lost-character", wording.lost_characters),
    Check("text-mojibake", wording.mojibake),
    Check("text-placeholder", wording.placeholders),
    Check("text-document-number", wording.document_numbers),
    Check("text-narrow-punctuation", wording.narrow_punctuation),
    Check("text-wide-punctuation", wording.wide_punctuation),
    Check("text-wrong-word", wording.wrong_words),
    Check("text-doubtful-word", wording.doubtful_words),
    Check("text-repeated", wording.repeats),
    Check("text-empty-section", wording.empty_sections),
    Check("text-implausible-figure", wording.figures),
    Check("text-mixed-scales", wording.mixed_scales),
    Check("text-unsourced", wording.unsourced),
    *(Check(id, fairness.doubtful(id)) for id in fairness.WORDING),
)
PRIVACY = (
    Check("privacy-id-number", privacy.identity_numbers),
    Check("privacy-mobile", privacy.mobiles),
    Check("privacy-bank-card", privacy.bank_cards),
    Check("privacy-plate", privacy.plates),
    Check("privacy-secret", privacy.secrets),
    Check("privacy-investor-in-talks", privacy.investors),
)
FILES = (
    Check("file-author", privacy.authors),
    Check("file-tracked-changes", privacy.tracked_changes),
    Check("file-hidden-sheet", privacy.hidden_sheets),
    Check("file-image-place", privacy.image_places),
    Check("file-image-traces", privacy.image_traces),
    Check("file-unreadable", privacy.unreadable),
)
RECORDS = (
    Check("record-incomplete", records.incomplete),
    Check("record-fixed-above-total", records.fixed_above_total),
    Check("record-foreign-above-total", records.foreign_above_total),
    Check("record-intensity-differs", records.intensity),
    Check("record-output-differs", records.output_per_mu),
    Check("record-tax-differs", records.tax_per_mu),
    Check("record-payback-implausible", records.payback),
    Check("record-benefits-implausible", records.benefits),
    Check("record-dates-disorder", records.dates),
    Check("record-figure-unsourced", records.undated_figures),
    Check("record-prose-differs", prose.prose_differs),
    Check("record-list-count", prose.list_counts),
    Check("page-map-number", markup.map_numbers),
    Check("lang-figures-differ", translation.figures),
    Check("lang-names-differ", translation.names),
    Check("lang-term", translation.terms),
)
SITE = (
    Check("record-same-title", pool.same_titles),
    Check("record-same-number", pool.same_numbers),
    Check("record-count-differs", counts.headlines),
    Check("gov-column-stale", government.stale_columns),
    Check("gov-columns-veto", government.too_many_stale),
    Check("gov-column-empty", government.empty_columns),
    Check("gov-home-stale", government.home_age),
    Check("gov-undated", government.undated),
    Check("gov-future-dated", government.future_dated),
    Check("gov-time-missing", government.without_time),
    Check("gov-identity-missing", government.identity),
    Check("gov-site-code", government.site_code),
    Check("gov-domain", government.domain),
    Check("gov-consultation-missing", government.consultation),
    Check("gov-complaint-missing", government.complaint_body),
    Check("gov-guide-elements", government.guide_elements),
    Check("gov-service-elements", government.service_elements),
    Check("policy-validity-missing", policies.validity),
    Check("policy-expired", policies.expired),
    Check("policy-expiring", policies.expiring),
    Check("policy-chain", policies.chains),
    Check("policy-number-year", policies.number_year),
    Check("policy-elements", policies.elements),
    Check("policy-amount-missing", policies.amounts),
    Check("policy-original-missing", policies.originals),
    Check("policy-published-late", policies.late_publication),
    Check("fair-review-missing", policies.unreviewed),
    Check("page-identity-placeholder", markup.placeholder_identity),
    Check("pool-key-few", pool.key_projects),
    Check("pool-township-few", pool.townships),
    Check("pool-unit-few", pool.units),
    Check("pool-review-overdue", pool.reviews),
    Check("pool-depth", pool.depth),
)
PAGES = (
    Check("page-title", markup.titles),
    Check("page-description", markup.descriptions),
    Check("page-language", markup.languages),
    Check("page-landmarks", markup.landmarks),
    Check("page-headings", markup.headings),
    Check("page-alt", markup.alternatives),
    Check("page-foreign-origin", markup.origins),
    Check("page-policy", markup.policies),
    Check("gov-meta-missing", markup.metas),
    Check("gov-footer-missing", markup.footers),
)
BUILDING = (
    Check("page-link-dead", markup.dead_links),
    Check("page-anchor-dead", markup.dead_anchors),
    Check("page-title-twice", markup.same_titles),
    Check("page-alternates", markup.alternates),
    Check("page-weight", markup.weights),
    Check("page-contrast", markup.contrasts),
)
LEAKS = (Check("privacy-internal-value", leaks.leaks),)
GUIDES = (
    Check("guide-preflight", guides.preflights),
    Check("guide-unchecked", guides.unchecked),
)
OUTSIDE = (Check("page-external-dead", outside.dead),)
TRACKING = (
    Check("lang-untracked", tracking.untracked),
    Check("lang-stale", tracking.stale),
    Check("lang-unconfirmed", tracking.changed),
    Check("lang-two-translations", tracking.two_translations),
)
CHECKS = (
    *TEXTS,
    *PRIVACY,
    *FILES,
    *LEAKS,
    *PAGES,
    *BUILDING,
    *OUTSIDE,
    *GUIDES,
    *TRACKING,
    *RECORDS,
    *SITE,
)


def group_of(id: str) -> str:
    """The group that a problem belongs to, whether a check or the build found it."""
    group = catalogue()[id].get("group")
    if group:
        return str(group)
    return next((name for name, ids in BUILT.items() if id in ids), OTHERS)


def known(name: str) -> bool:
    """Whether a name is one of a group, a check, or a problem of the build."""
    return name in (*GROUPS, OTHERS) or name in catalogue()


@cache
def rules() -> Mapping[str, Any]:
    """Every rule by its key: document, number, date, clauses."""
    return tomllib.loads((files("zsite") / "check" / "rules.toml").read_text("utf-8"))


def _english(document: str, known: list[str]) -> str:
    return f"{document} ({', '.join(known)})"


def rule_text(rule: str, language: str) -> str:
    """A rule in a sentence: document, number, date, and the clause."""
    name, _, clause = rule.partition("/")
    about = rules()[name]
    document = about["document"][language]
    known = [text for text in (about["number"], about["date"]) if text]
    if about.get("own"):
        known = ["zsite", *known]
    elif language == "zh":
        document = f"《{document}》"
    head = f"{document}（{'，'.join(known)}）" if language == "zh" else _english(document, known)
    said = about.get("clause", {}).get(clause, {}).get(language, "")
    return f"{head}{'：' if language == 'zh' else ': '}{said}" if said else head
