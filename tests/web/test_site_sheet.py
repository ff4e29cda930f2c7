"""A page's text becomes the sheet: margin left of the line, text right of it."""

import html5lib
import pytest
from hypothesis import given
from hypothesis import strategies as st
from mkdocs.exceptions import PluginError

from portal.web.site.sheet import keep_words_together, lay_out, top_elements


def shape(html: str) -> str:
    """The sections with their text left out, to compare by eye."""
    tree = html5lib.parseFragment(lay_out(html).sections, namespaceHTMLElements=False)
    return " ".join(_shape(child) for child in tree)


def _shape(element: object) -> str:
    tag, name = element.tag, element.get("class")  # type: ignore[attr-defined]
    inner = " ".join(_shape(child) for child in element)  # type: ignore[attr-defined]
    label = f"{tag}.{name.replace(' ', '.')}" if name else tag
    return f"{label}({inner})" if inner else label


def test_each_heading_opens_a_block_beside_the_line() -> None:
    assert shape("<h2>A</h2><p>a</p><h2>B</h2><p>b</p>") == (
        "div.bl.line(div.stack.tx(h2 p)) div.bl.line(div.stack.tx(h2 p))"
    )


def test_a_margin_note_after_a_heading_stands_before_it() -> None:
    assert (
        shape('<h2>A</h2><p class="mg">Et eksempel</p><p>a</p>') == "div.bl.line(div.mg div.stack.tx(h2 p))"
    )


def test_a_margin_note_inside_a_section_begins_a_block_of_its_own() -> None:
    assert shape('<h2>A</h2><p>a</p><p class="mg">Gælder nu</p><p class="note">b</p>') == (
        "div.bl.line(div.stack.tx(h2 p)) div.bl(div.mg div.stack.tx(p.note))"
    )


def test_a_note_that_documents_follows_its_text_and_lets_the_page_go_on() -> None:
    assert shape('<h2>A</h2><p>a</p><p class="mg after">Kilde</p><p>b</p>') == (
        "div.bl.line.goes-on(div.stack.tx(h2 p) div.mg div.stack.tx(p))"
    )


RUN = '<div class="bl"><div class="tx"><ul class="run"><li>x</li></ul></div><p class="mg">Kilde</p></div>'


def test_facts_join_the_heading_above_them() -> None:
    assert shape(f"<h2>A</h2>{RUN}") == "div.bl.line(div.stack.tx(h2 ul.run(li)) div.mg)"


def test_facts_with_a_source_each_stand_beside_their_own_note() -> None:
    assert shape(f"<h2>A</h2><p>a</p>{RUN}{RUN}<p>b</p>") == (
        "div.bl.line(div.stack.tx(h2 p)) div.bl(div.stack.tx(ul.run(li)) div.mg)"
        " div.bl.goes-on(div.stack.tx(ul.run(li)) div.mg div.stack.tx(p))"
    )


def test_steps_are_numbered_in_the_margin() -> None:
    html = '<h2>A</h2><h3 class="step">x</h3><p class="mg">6 minutter</p><p>y</p><h3 class="step">z</h3>'

    sections = lay_out(html).sections

    assert (
        '<ol class="steps"><li class="bl"><div class="mg"><span class="no">1</span> <br>6 minutter</div>'
        in sections
    )
    assert '<span class="no">2</span>' in sections


def test_a_heading_can_shape_the_list_of_its_section() -> None:
    assert '<ul class="links">' in lay_out('<h2 data-list="links">A</h2><ul><li>x</li></ul>').sections


def test_a_heading_can_have_a_drawing_in_the_margin() -> None:
    assert '<div class="mg"><svg class="art"' in lay_out('<h2 data-drawing="opening">A</h2><p>x</p>').sections


def test_an_unknown_drawing_stops_the_build() -> None:
    with pytest.raises(PluginError, match="there is no drawing 'rocket'"):
        lay_out('<h2 data-drawing="rocket">A</h2>')


def test_what_stands_before_the_first_heading_stands_beside_the_title() -> None:
    sheet = lay_out(
        '<h1>Kom <b>klar</b></h1><p class="lead">Kort</p><p>mere</p><figure class="slip">x</figure><h2>A</h2>'
    )

    assert sheet.heading == "Kom <b>klar</b>"
    assert sheet.lead == "Kort"
    assert sheet.opening.part("body") == "<p>mere</p>"
    assert sheet.opening.part("aside") == '<figure class="slip">x</figure>'


def test_a_table_without_a_caption_scrolls_under_the_heading_above_it() -> None:
    html = '<h2 id="tal">Tal</h2><p>Se her.</p><table><tr><td>1</td></tr></table>'
    assert (
        '<section class="scroll" tabindex="0" aria-labelledby="tal"><table aria-labelledby="tal">'
        in lay_out(html).sections
    )


def test_a_table_with_a_caption_scrolls_under_its_own_name() -> None:
    html = "<h2>A</h2><table><caption>Tal for <b>2020</b></caption><tr><td>1</td></tr></table>"

    assert '<section class="scroll" tabindex="0" aria-label="Tal for 2020"><table>' in lay_out(html).sections


def test_words_with_a_hyphen_are_kept_in_one_piece_but_not_in_addresses() -> None:
    html = keep_words_together('<a href="/a-kasse">din a-kasses side</a>')

    assert html == '<a href="/a-kasse">din <span class="nb">a-kasses</span> side</a>'


def test_elements_are_cut_without_a_change_to_their_source() -> None:
    html = '<p>a &amp; b<br>c</p>\n<ul>\n<li>x\n<li>y</ul><hr><div class="a"><div>z</div></div>'

    found = top_elements(html)

    assert [element.tag for element in found] == ["p", "ul", "hr", "div"]
    assert [element.html for element in found] == [
        "<p>a &amp; b<br>c</p>",
        "<ul>\n<li>x\n<li>y</ul>",
        "<hr>",
        '<div class="a"><div>z</div></div>',
    ]


PARTS = st.sampled_from(
    [
        "<h2>A</h2>",
        "<p>a</p>",
        '<p class="mg">m</p>',
        '<p class="mg after">k</p>',
        '<h3 class="step">s</h3>',
        "<ul><li>i</li></ul>",
        RUN,
        '<p class="note">n</p>',
        '<figure class="slip">f</figure>',
    ]
)


@given(st.lists(PARTS, max_size=12))
def test_no_text_is_lost_or_said_twice_whatever_the_order(parts: list[str]) -> None:
    html = "".join(part.replace(">", f">{{{number}}}", 1) for number, part in enumerate(parts))

    sheet = lay_out(html)

    laid_out = "".join(map(str, (sheet.lead, sheet.opening.html(), sheet.sections)))
    for number, part in enumerate(parts):
        # The wrapper of a run is not text.
        expected = 0 if part == RUN else 1
        assert laid_out.count(f"{{{number}}}") == expected, (number, part)
