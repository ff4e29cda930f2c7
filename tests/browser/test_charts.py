"""Charts where they are read: on a narrow phone, with larger letters, on paper and by a screen reader."""

import pytest

from tests.browser.visitor import DESKTOP, NARROW, Visitors

PAGES = (
    "/",
    "/en/",
    "/smv-job/hvorfor-smv/",
    "/en/sme-jobs/why-smaller-companies/",
    "/praktik/effekt-af-praktik/",
    "/en/placements/do-placements-work/",
    "/jobsoegning/arbejdsmarkedet-nu/",
    "/en/job-search/labour-market-now/",
)
OUTSIDE = """() => [...document.querySelectorAll('.chart svg')].flatMap(svg => {
  const sheet = svg.getBoundingClientRect();
  return [...svg.querySelectorAll('text, rect')].filter(part => {
    const box = part.getBoundingClientRect();
    return box.right > sheet.right + 1 || box.bottom > sheet.bottom + 4 || box.top < sheet.top - 4;
  }).map(part => part.textContent);
})"""
LETTERS = "() => parseFloat(getComputedStyle(document.querySelector('.chart svg')).fontSize)"


@pytest.mark.parametrize("path", PAGES)
def test_nothing_of_a_chart_is_outside_its_drawing_on_a_narrow_phone(visitors: Visitors, path: str) -> None:
    reader = visitors.open(NARROW)
    reader.goto(path)

    assert reader.page.locator(".chart svg").count() > 0
    assert reader.page.evaluate(OUTSIDE) == []
    assert reader.page.evaluate(LETTERS) >= 15


def test_a_chart_grows_with_the_letters_of_its_reader(visitors: Visitors) -> None:
    reader = visitors.open(DESKTOP)
    reader.goto("/")
    before = reader.page.evaluate(LETTERS)
    reader.page.evaluate("() => { document.documentElement.style.fontSize = '200%'; }")

    assert reader.page.evaluate(LETTERS) == 2 * before
    assert reader.page.evaluate(OUTSIDE) == []


def test_the_table_of_a_chart_opens_and_stands_on_paper_without_being_opened(visitors: Visitors) -> None:
    reader = visitors.open(NARROW)
    reader.goto("/jobsoegning/arbejdsmarkedet-nu/")
    table = reader.page.locator(".chart table").first
    assert not table.is_visible()

    reader.page.emulate_media(media="print")
    assert table.is_visible()
    reader.page.emulate_media(media="screen")

    reader.page.locator(".chart summary").first.click()
    assert table.locator("td").first.inner_text() == "24 uger"
    reader.check()


def test_a_chart_is_one_picture_with_its_numbers_in_words(visitors: Visitors) -> None:
    reader = visitors.open(NARROW)
    reader.goto("/praktik/effekt-af-praktik/")

    drawing = reader.page.get_by_role("img", name="Så mange svarede, at de var tilfredse med deres forløb")
    assert drawing.count() == 1
    said = reader.page.locator("#chart-tilfreds-i-forsoeget-desc").text_content()
    assert said == "Med i forsøget: 63 procent; Uden for forsøget: 46 procent."
