"""In a real browser, with answers that take their time: what somebody does meanwhile stays."""

from pathlib import Path

import pytest
from playwright.sync_api import FilePayload, Page, Route
from typist import here, picked, reach, typed

INDUSTRY, SEGMENT = '[name="f.industry.id"]', '[name="f.chain_segment"]'
PDF: FilePayload = {"name": "a.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4 trial"}


def held(page: Page, address: str) -> list[Route]:
    """The requests to an address, which wait until they are let go."""
    waiting: list[Route] = []
    page.route(address, lambda route: waiting.append(route))
    return waiting


def test_who_writes_elsewhere_is_not_called_back_by_a_file_that_arrives(
    page: Page, desk_at: tuple[Path, str]
) -> None:
    _, base = desk_at
    page.goto(f"{base}downloads/new")
    waiting = held(page, "**/upload?*")
    with page.expect_request("**/upload?*"):
        picked(page, "#f-file-choose", PDF)
    reach(page, "#id")
    page.keyboard.type("tri")
    waiting.pop().continue_()
    page.wait_for_selector('.full [name="f.file.file"]')
    page.keyboard.type("al")
    assert page.input_value("#id") == "trial"


def test_who_waits_for_a_file_goes_on_to_its_words(page: Page, desk_at: tuple[Path, str]) -> None:
    _, base = desk_at
    page.goto(f"{base}downloads/new")
    picked(page, "#f-file-choose", PDF)
    page.wait_for_selector('[name="f.file.title.zh"]:focus')


@pytest.mark.parametrize("left_first", [True, False])
def test_a_list_that_comes_late_takes_what_was_written_before_it_came(
    page: Page, desk_at: tuple[Path, str], left_first: bool
) -> None:
    _, base = desk_at
    page.goto(f"{base}projects/new")
    page.click("#group-recommended summary")
    waiting = held(page, "**/projects/new")
    with page.expect_request("**/projects/new"):
        page.select_option(INDUSTRY, "bamboo")
    typed(page, SEGMENT, "strips")
    if left_first:
        page.keyboard.press("Tab")
    with page.expect_response("**/projects/new"):
        waiting.pop().continue_()
    if not left_first:
        page.keyboard.press("Tab")
    page.wait_for_selector(f"select{SEGMENT}")
    assert page.input_value(SEGMENT) == "strips"
    assert here(page)["tag"] != "BODY"
