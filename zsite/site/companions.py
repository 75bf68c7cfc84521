"""Files that stand beside an entry's page: a contact's vCard, the QR code of the page's address."""

from zsite.content.kinds import Kind
from zsite.site.urls import detail_path

CONTACTS = "contacts"


def vcard_path(language_path: str, kind: Kind, id: str) -> str:
    """Where a contact's vCard stands: `en/contacts/bureau.vcf`; nothing for other kinds."""
    if kind.name != CONTACTS:
        return ""
    return detail_path(language_path, kind, id).removesuffix(".html") + ".vcf"


def qr_path(language: str, kind: Kind, id: str) -> str:
    """Where the QR code of a page in a language stands: `qr/projects/glass.en.svg`."""
    return f"qr/{kind.name}/{id}.{language}.svg"
