"""Pages on paper: few sheets, and none that holds nothing but whom to call."""

import io
from pathlib import Path

import pypdfium2
import pytest
from playwright.sync_api import Browser

SHEETS = {
    "projects/food-processing.html": 2,
    "projects/guesthouse-renewal.html": 2,
    "policies/industrial-growth.html": 2,
    "policies/agency-service.html": 1,
    "premises/e-03.html": 1,
    "procedures/set-up-company.html": 1,
    "industries/glass.html": 2,
    "news/pool-q3.html": 1,
    "costs/electricity.html": 1,
}


@pytest.mark.parametrize("edition", ["", "en/"])
def test_a_page_takes_few_sheets(browser: Browser, site: Path, edition: str) -> None:
    page = browser.new_page()
    spare = 1 if edition else 0  # English takes more room than Chinese
    wrong = []
    for path, most in SHEETS.items():
        page.goto((site / edition / path).as_uri())
        number = page.locator(".ask .phone a").text_content() or ""
        texts = [sheet.get_textpage().get_text_range() for sheet in paper(page.pdf())]
        if len(texts) > most + spare:
            wrong.append(f"{edition}{path}: {len(texts)} sheets")
        if number not in texts[-1]:
            wrong.append(f"{edition}{path}: the last sheet does not say whom to call")
    page.close()
    assert not wrong, "\n".join(wrong)


def paper(pdf: bytes) -> list[pypdfium2.PdfPage]:
    return list(pypdfium2.PdfDocument(io.BytesIO(pdf)))
