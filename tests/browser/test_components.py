"""Every component and state in both themes, read by axe; with pictures where they are asked for."""

import pytest

from tests.browser.visitor import DESKTOP, NARROW, Scheme, Visitor, Visitors

SITE, DESK = ("/komponenter", "/en/components"), ("/komponenter/bord", "/en/components/desk")
PRESSED = "a, button, summary, input, select, textarea, label.pick"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("viewport", [DESKTOP, NARROW], ids=["1280", "320"])
@pytest.mark.parametrize("path", [*SITE, *DESK])
def test_every_component_pleases_axe_and_fits(
    visitors: Visitors, path: str, viewport: dict[str, int], scheme: Scheme
) -> None:
    visitor = visitors.open(viewport, scheme=scheme)
    visitor.goto(path)
    visitor.check()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", [SITE[0], DESK[0]])
@pytest.mark.parametrize("state", ["hover", "focus-visible", "active"])
def test_every_state_of_what_can_be_pressed_pleases_axe(
    visitors: Visitors, path: str, scheme: Scheme, state: str
) -> None:
    visitor = visitors.open(DESKTOP, scheme=scheme)
    visitor.goto(path)
    assert force(visitor, state) > 10
    visitor.check()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_everything_that_opens_pleases_axe_when_it_is_open(visitors: Visitors, scheme: Scheme) -> None:
    visitor = visitors.open(NARROW, scheme=scheme)
    visitor.goto(SITE[0])
    opened = visitor.page.evaluate(
        "[...document.querySelectorAll('main details')].map(one => one.open = true).length"
    )
    assert opened >= 3
    visitor.check()
    for term in visitor.page.locator("main .term").all():
        term.click()
        visitor.check()


def test_components_survive_forced_colours(visitors: Visitors) -> None:
    visitor = visitors.open(DESKTOP)
    visitor.page.emulate_media(forced_colors="active")
    for path in (SITE[0], DESK[0]):
        visitor.goto(path)
        visitor.check()


def force(visitor: Visitor, state: str) -> int:
    """Puts everything that can be pressed into a state, and says how many there were."""
    tools = visitor.context.new_cdp_session(visitor.page)
    for domain in ("DOM", "CSS"):
        tools.send(f"{domain}.enable")
    root = tools.send("DOM.getDocument")["root"]["nodeId"]
    main = tools.send("DOM.querySelector", {"nodeId": root, "selector": "main"})["nodeId"]
    found = tools.send("DOM.querySelectorAll", {"nodeId": main, "selector": PRESSED})["nodeIds"]
    states = [state, "focus"] if state == "focus-visible" else [state]
    for node in found:
        tools.send("CSS.forcePseudoState", {"nodeId": node, "forcedPseudoClasses": states})
    return len(found)
