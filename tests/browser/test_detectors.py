"""What the journeys rely on can fail: a planted fault of every kind is noticed."""

import pytest
from playwright.sync_api import Browser, Route

from portal.web.headers import CONTENT_SECURITY_POLICY
from tests.browser.visitor import DESKTOP, Visitor, Visitors

BASE = "http://127.0.0.1:9"
PAGE = """<!doctype html><html lang="da"><head><title>Prøve</title></head>
<body><main><h1>Prøve</h1>{body}</main></body></html>"""
FAULTS = {
    "inline script": ("<script>document.title = 'kørt'</script>", "Content Security Policy"),
    "inline style": ('<p style="color: red">Rød</p>', "Content Security Policy"),
    "inline handler": ('<button onclick="alert(1)">Tryk</button>', "Content Security Policy"),
    "foreign picture": ('<img src="https://example.org/spor.png" alt="">', "Content Security Policy"),
    "missing picture": ('<img src="/mangler.png" alt="">', "404 from"),
}


@pytest.fixture
def visitor(browser: Browser) -> Visitor:
    return Visitors(browser, BASE).open(DESKTOP)


def plant(visitor: Visitor, body: str, *, policy: str = CONTENT_SECURITY_POLICY) -> None:
    """Shows a page of our own under the product's policy; nothing else is served."""

    def answer(route: Route) -> None:
        if route.request.url == f"{BASE}/planted":
            headers = {"content-security-policy": policy, "content-type": "text/html; charset=utf-8"}
            route.fulfill(body=PAGE.format(body=body), headers=headers)
        else:
            route.fulfill(status=404, body="")

    visitor.page.route("**/*", answer)
    visitor.goto("/planted")


@pytest.mark.parametrize("fault", FAULTS)
def test_a_planted_fault_is_noticed(visitor: Visitor, fault: str) -> None:
    body, told = FAULTS[fault]

    plant(visitor, body)

    with pytest.raises(AssertionError, match=told):
        visitor.check(axe=False)
    visitor.close()


def test_a_request_to_another_site_is_noticed_even_where_a_policy_would_allow_it(visitor: Visitor) -> None:
    plant(visitor, '<img src="https://example.org/spor.png" alt="">', policy="default-src *")

    assert "foreign request https://example.org/spor.png" in visitor.noticed
    visitor.close()


def test_a_page_with_nothing_wrong_passes_and_axe_runs_under_the_strict_policy(visitor: Visitor) -> None:
    plant(visitor, "<p>Her er alt i orden.</p>")

    visitor.check()

    visitor.close()


@pytest.mark.parametrize("javascript", [True, False])
def test_what_axe_finds_is_told(browser: Browser, javascript: bool) -> None:
    visitor = Visitors(browser, BASE).open(javascript=javascript)
    plant(visitor, '<label for="andet">Navn</label><input id="navn" name="navn">')

    with pytest.raises(AssertionError, match="label: "):
        visitor.check()
    visitor.close()


@pytest.mark.parametrize("javascript", [True, False])
def test_a_page_wider_than_the_screen_is_told(browser: Browser, javascript: bool) -> None:
    visitor = Visitors(browser, BASE).open({"width": 320, "height": 640}, javascript=javascript)
    plant(visitor, "<p>" + "rådighedsvurdering" * 8 + "</p>")

    with pytest.raises(AssertionError, match="px too wide"):
        visitor.check()
    visitor.close()


def test_a_cookie_is_seen(visitor: Visitor) -> None:
    assert visitor.cookies() == []

    visitor.context.add_cookies([{"name": "spor", "value": "1", "url": BASE}])

    assert visitor.cookies() == ["spor"]
    visitor.close()
