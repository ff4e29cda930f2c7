"""The page of one opening: one sheet of paper, and an error in it is reported without scripts."""

import re

import pytest

from tests.browser.visitor import NARROW, PHONE, Scheme, Visitors


def the_longest(visitors: Visitors) -> str:
    """The id of the demonstration's opening with most text."""
    found = visitors.open().page.request.get(f"{visitors.base}/api/v1/openings?limit=100").json()["results"]
    longest = max(found, key=lambda one: len(one["tasks"] + one["day"] + one["learn"]))
    return str(longest["id"])


@pytest.mark.parametrize("path", ["/opslag/", "/en/openings/"])
def test_the_page_is_one_sheet_of_paper_with_its_address(visitors: Visitors, path: str) -> None:
    visitor = visitors.open()
    opening = the_longest(visitors)
    visitor.goto(f"{path}{opening}")
    paper = visitor.page.pdf(format="A4", prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", paper)) == 1
    visitor.page.emulate_media(media="print")
    assert visitor.page.locator(".on-paper").first.is_visible()
    assert not visitor.page.locator("main .btn").first.is_visible()


@pytest.mark.parametrize(("scheme", "javascript"), [("light", False), ("dark", True)])
def test_an_error_is_reported_on_a_phone(visitors: Visitors, scheme: Scheme, javascript: bool) -> None:
    visitor = visitors.open(PHONE if javascript else NARROW, javascript=javascript, scheme=scheme)
    visitor.goto(f"/opslag/{the_longest(visitors)}")
    visitor.follow("Meld fejl i opslaget")
    visitor.check()
    visitor.page.get_by_label("Noget i opslaget er forkert").check()
    visitor.press("Send til konsulenten")
    visitor.check()
    assert "Tak, den er nået frem." in visitor.page.inner_text("main")
