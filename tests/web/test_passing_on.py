"""A hostile heading or title stays text in the block under a section."""

from datetime import date

import html5lib
import pytest
from markupsafe import escape

from portal.web.site.passing_on import PassingOn
from portal.web.site.words import WORDS


@pytest.mark.parametrize(
    "hostile",
    ["x</p><script>a()</script>", "\"><img src=x onerror='a()'>", "{0}{title.__class__}", "&lt;b&gt;"],
)
@pytest.mark.parametrize("language", ["da", "en"])
def test_a_hostile_heading_stays_text(hostile: str, language: str) -> None:
    module = PassingOn("m", hostile, date(2026, 1, 1), language, WORDS[language], "https://a.example")

    block = module.below("et", str(escape(hostile)), "<p>Ord.</p>")
    tree = html5lib.parse(block, namespaceHTMLElements=False)

    assert not [one.tag for one in tree.iter() if one.tag in ("script", "img", "b") or one.get("onerror")]
    lines = next(one for one in tree.iter() if one.get("id") == "aftale-et")
    assert "".join(lines.itertext()).count(hostile) == 2
