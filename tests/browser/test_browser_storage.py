"""Nothing the browser keeps, and no script it loads, knows a company (attack 41 in docs/anonymity.md)."""

from playwright.sync_api import Response

from portal.commands.demo_data.openings import read_demo_openings
from tests.browser.visitor import DESKTOP, Visitors

STORED = """async () => JSON.stringify([
    {...localStorage}, {...sessionStorage}, document.cookie, document.title, location.href,
    (await indexedDB.databases()).map(one => one.name),
    window.caches ? await caches.keys() : [],
    (await navigator.serviceWorker?.getRegistrations?.() ?? []).length,
])"""
PAGES = ("/opslag", "/opslag?page=2", "/opslag/tavle", "/en/openings", "/soeg?q=nyhedsbrev")


def secrets_of_the_demonstration() -> set[str]:
    """Every company's own words, long enough to be nobody else's."""
    found: set[str] = set()
    for opening in read_demo_openings():
        company = opening["company"]
        listed = [
            company["name"],
            company["domain"],
            company["contact_name"],
            company["cvr"],
            company["email"],
        ]
        found |= {word for word in (*listed, *company["brands"], *company["aliases"]) if len(word) > 5}
    assert len(found) > 200
    return found


def test_nothing_the_browser_keeps_or_loads_names_a_company(visitors: Visitors) -> None:
    visitor = visitors.open(DESKTOP)
    loaded: list[str] = []

    def read(response: Response) -> None:
        kind = response.headers.get("content-type", "")
        if response.ok and ("javascript" in kind or "json" in kind or "html" in kind or "css" in kind):
            loaded.append(response.url + response.text())

    visitor.page.on("response", read)
    kept: list[str] = []
    for path in PAGES:
        visitor.goto(path)
        visitor.page.wait_for_load_state("networkidle")
        kept.append(visitor.page.evaluate(STORED))
    visitor.goto("/opslag")
    visitor.page.locator("main ul.ops h2 a").first.click()
    visitor.page.wait_for_load_state("networkidle")
    kept.append(visitor.page.evaluate(STORED))
    assert len(loaded) > len(PAGES)
    assert not any("sourceMappingURL" in text for text in loaded)
    everything = "\n".join([*loaded, *kept])
    assert sorted(secret for secret in secrets_of_the_demonstration() if secret in everything) == []
