"""Shared computers: whoever sits down after "Færdig på denne computer" finds nothing of a candidate's.

Not tested, because no browser can be driven to it here: Ctrl+Shift+T, a session that the browser restores
when it starts again, and its question whether to save a password.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Playwright, expect
from playwright.sync_api import Error as BrowserError

from tests.browser.conftest import CHROMIUM, Demonstration
from tests.browser.visitor import FIRST, PHONE, Visitor, Visitors

WRITTEN = "Kanariefugl ved vinduet"
HIDDEN = "Kanariefugl i skabet"
UNSAVED = "Kanariefugl paa taget"
CPR = "130289-1234"
LEAVE = "Færdig på denne computer"
ADDRESSES = (
    "tjek", "nok", "dagsorden", "om-samtalen", "vis", "del", "samtalekode", "traek-tilbage", "ark", "ark.txt",
    "slet", "ny-kode", "hvad-vil-du",
)  # fmt: skip


@pytest.fixture(scope="module")
def keeping_browser(playwright: Playwright) -> Iterator[Browser]:
    """A browser as people have it: pages that were left are kept whole for the back button."""
    browser = playwright.chromium.launch(
        executable_path=CHROMIUM,
        args=["--no-sandbox", "--disable-background-networking"],
        ignore_default_args=["--disable-back-forward-cache"],
    )
    yield browser
    browser.close()


def begin(page: Page, base: str) -> str:
    page.goto(f"{base}/forberedelse")
    page.get_by_role("button", name="Begynd").click()
    code = page.locator(".keep .code .vh").inner_text().replace(" ", "")
    assert len(code) == 25
    return code


def write(page: Page, base: str) -> None:
    """Saves an agenda, with a mistake on the way, so that an answer to a POST lies in the history too."""
    page.goto(f"{base}/forberedelse/dagsorden")
    page.locator("[name=item1]").fill(WRITTEN)
    page.locator("[name=item2]").fill(f"{HIDDEN} {CPR}")
    page.locator(FIRST).click()
    expect(page.locator(".sum")).to_be_visible()
    page.locator("[name=item2]").fill(HIDDEN)
    page.locator("[name=shown2][value=nej]").check()
    page.locator(FIRST).click()
    expect(page).to_have_url(f"{base}/forberedelse/jobopslag")


def look_around(page: Page, base: str) -> None:
    for name in ("tjek", "vis", "del"):
        page.goto(f"{base}/forberedelse/{name}")
    page.locator(FIRST).click()
    for name in ("samtalekode", "ark", "ark.txt", "tjek"):
        page.goto(f"{base}/forberedelse/{name}")


def steps_back(page: Page, count: int = 14) -> Iterator[str]:
    """What stands there after each press of the back button, and then of the forward button."""
    for move in (page.go_back, page.go_forward):
        # Two entries may have the same address: a refused answer follows the page it was written on.
        for _ in range(count):
            with suppress(BrowserError):
                move(wait_until="load", timeout=2000)
            page.wait_for_timeout(50)
            with suppress(BrowserError):
                yield page.content()


@pytest.mark.parametrize("javascript", [True, False], ids=["scripts", "no scripts"])
def test_the_back_button_shows_nothing_after_leaving(
    keeping_browser: Browser, demonstration: Demonstration, javascript: bool
) -> None:
    base = demonstration.url
    context = keeping_browser.new_context(java_script_enabled=javascript)
    page = context.new_page()
    code = begin(page, base)
    write(page, base)
    look_around(page, base)
    assert WRITTEN in page.content()

    page.get_by_role("button", name=LEAVE).click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Arket er lukket på denne computer")
    seen = list(steps_back(page))
    assert len(seen) > 12, "the history was gone through"
    for text in seen:
        assert_nothing_of_the_sheet(text, code)
    context.close()


def assert_nothing_of_the_sheet(text: str, code: str) -> None:
    for words in (WRITTEN, HIDDEN, UNSAVED, code[:10], f"{code[:5]}-{code[5:10]}"):
        assert words not in text


@pytest.mark.parametrize("javascript", [True, False], ids=["scripts", "no scripts"])
def test_a_page_that_is_open_in_another_tab_shows_nothing_when_it_is_asked_for_again(
    keeping_browser: Browser, demonstration: Demonstration, javascript: bool
) -> None:
    base = demonstration.url
    context = keeping_browser.new_context(java_script_enabled=javascript)
    page, other = context.new_page(), context.new_page()
    code = begin(page, base)
    write(page, base)
    other.goto(f"{base}/forberedelse/dagsorden")
    expect(other.locator("[name=item1]")).to_have_value(WRITTEN)
    leave(page, base)

    other.reload()
    assert_nothing_of_the_sheet(other.content(), code)
    for name in ADDRESSES:
        fresh = context.new_page()
        fresh.goto(f"{base}/forberedelse/{name}")
        assert_nothing_of_the_sheet(fresh.content(), code)
        fresh.close()
    for name in ("ark.pdf", "ark.txt"):
        answer = context.request.get(f"{base}/forberedelse/{name}")
        assert answer.headers["content-type"].startswith("text/html"), "no file without an open sheet"
    assert context.cookies() == []
    context.close()


def leave(page: Page, base: str) -> None:
    page.goto(f"{base}/forberedelse/tjek")
    page.get_by_role("button", name=LEAVE).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Arket er lukket på denne computer")


@pytest.mark.parametrize("javascript", [True, False], ids=["scripts", "no scripts"])
def test_what_was_sent_before_tells_the_next_person_nothing_when_it_is_sent_again(
    keeping_browser: Browser, demonstration: Demonstration, javascript: bool
) -> None:
    """The browser keeps what was posted with the page, and sends it again when that is reloaded."""
    base = demonstration.url
    context = keeping_browser.new_context(java_script_enabled=javascript)
    refused, page = context.new_page(), context.new_page()
    code = begin(page, base)
    refused.goto(f"{base}/forberedelse/dagsorden")
    refused.locator("[name=item1]").fill(f"{WRITTEN} {CPR}")
    refused.locator(FIRST).click()
    expect(refused.locator(".sum")).to_be_visible()
    leave(page, base)
    sent: list[str] = []
    refused.on("request", lambda request: sent.append(f"{request.method} {request.url}"))

    refused.reload()
    assert sent[0] == f"POST {base}/forberedelse/dagsorden"
    expect(refused.get_by_role("heading", level=1)).to_have_text("Fortsæt med din egen kode")
    assert_nothing_of_the_sheet(refused.content(), code)

    own = begin(page, base)
    refused.reload()
    assert_nothing_of_the_sheet(refused.content(), code)
    for name in ("dagsorden", "ark"):
        page.goto(f"{base}/forberedelse/{name}")
        assert_nothing_of_the_sheet(page.content(), code)
    leave(page, base)
    refused.reload()
    refused.locator("[name=code]").fill(own)
    refused.get_by_role("button", name="Åbn mit ark").click()
    assert_nothing_of_the_sheet(refused.content(), code)
    context.close()


def files_of(profile: Path) -> dict[str, bytes]:
    return {str(p.relative_to(profile)): p.read_bytes() for p in profile.rglob("*") if p.is_file()}


def test_nothing_that_was_written_lies_in_the_profile_of_the_browser(
    playwright: Playwright, demonstration: Demonstration, tmp_path: Path
) -> None:
    base, profile = demonstration.url, tmp_path / "profile"
    context = playwright.chromium.launch_persistent_context(
        str(profile),
        executable_path=CHROMIUM,
        args=["--no-sandbox", "--disable-background-networking"],
        ignore_default_args=["--disable-back-forward-cache"],
    )
    page = context.new_page()
    code = begin(page, base)
    write(page, base)
    look_around(page, base)
    leave(page, base)
    context.close()

    files = files_of(profile)
    assert sum(map(len, files.values())) > 100_000
    words = (WRITTEN, HIDDEN, code, code[:10], "-".join(code[i : i + 5] for i in range(0, 25, 5)))
    sought = [form for text in words for form in (text.encode(), text.encode("utf-16-le"))]
    found = {(name, form) for name, content in files.items() for form in sought if form in content}
    assert found == set()
    assert_history_tells_no_answers(profile)


def assert_history_tells_no_answers(profile: Path) -> None:
    histories = list(profile.rglob("History"))
    assert histories, "the browser keeps a history"
    with closing(sqlite3.connect(histories[0])) as database:
        entries = database.execute("SELECT url, title FROM urls").fetchall()
    addresses = [url for url, _ in entries]
    assert any(url.endswith("/forberedelse/dagsorden") for url in addresses)
    assert [url for url in addresses if "?" in url and "ret=1" not in url] == []


@pytest.mark.parametrize("javascript", [True, False], ids=["scripts", "no scripts"])
def test_every_page_of_an_open_sheet_can_be_left_and_no_field_is_remembered(
    visitors: Visitors, javascript: bool
) -> None:
    visitor = visitors.open(PHONE, javascript=javascript)
    begin(visitor.page, visitor.base)
    remembered(visitor, but=("username", "password"))
    write(visitor.page, visitor.base)
    visitor.goto("/forberedelse/del")
    visitor.press_first()
    for name in ADDRESSES:
        if name == "ark.txt":
            continue
        visitor.goto(f"/forberedelse/{name}")
        assert visitor.page.get_by_role("button", name=LEAVE).count() == 1, name
        remembered(visitor)
    leave(visitor.page, visitor.base)
    visitor.check()
    visitor.goto("/forberedelse/fortsaet")
    remembered(visitor)


def remembered(visitor: Visitor, but: tuple[str, ...] = ()) -> None:
    """Fails when a field may be remembered by the browser."""
    fields = visitor.page.eval_on_selector_all(
        "main input, main textarea, main select",
        """all => all.filter(one => !['hidden', 'submit', 'button'].includes(one.type))
            .filter(one => (one.getAttribute('autocomplete') || one.form?.autocomplete) !== 'off')
            .map(one => one.name)""",
    )
    assert set(fields) == set(but), visitor.path


@pytest.mark.parametrize("javascript", [True, False], ids=["scripts", "no scripts"])
def test_what_is_typed_and_not_saved_is_saved_before_the_sheet_is_closed(
    visitors: Visitors, javascript: bool
) -> None:
    visitor = visitors.open(PHONE, javascript=javascript)
    page = visitor.page
    code = begin(page, visitor.base)
    visitor.goto("/forberedelse/dagsorden")
    page.locator("[name=item1]").fill(f"{UNSAVED} {CPR}")
    visitor.press(LEAVE)
    expect(page.locator(".sum")).to_be_visible()
    assert visitor.cookies() == ["form"], "what cannot be saved is asked about first"
    page.locator("[name=item1]").fill(UNSAVED)
    visitor.press(LEAVE)
    expect(page.get_by_role("heading", level=1)).to_have_text("Arket er lukket på denne computer")
    assert visitor.path == "/forberedelse/faerdig"
    assert visitor.cookies() == []

    visitor.goto("/forberedelse/fortsaet")
    page.locator("[name=code]").fill(code)
    visitor.press("Åbn mit ark")
    expect(page.locator("main .sheet")).to_contain_text(UNSAVED)
    page.locator("#dagsorden [name=item2]").fill(WRITTEN)
    visitor.press(LEAVE)
    visitor.goto("/forberedelse/fortsaet")
    page.locator("[name=code]").fill(code)
    visitor.press("Åbn mit ark")
    expect(page.locator("main .sheet")).to_contain_text(WRITTEN)
    visitor.goto("/forberedelse/vis")
    page.locator("input[value=nej]").first.check()
    visitor.press(LEAVE)
    visitor.goto("/forberedelse/fortsaet")
    page.locator("[name=code]").fill(code)
    visitor.press("Åbn mit ark")
    visitor.goto("/forberedelse/del")
    expect(page.locator("main")).not_to_contain_text(UNSAVED)
    expect(page.locator("main")).to_contain_text(WRITTEN)
