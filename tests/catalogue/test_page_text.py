"""The plain text of a page, in sections."""

from portal.catalogue.page_text import Section, sections_of


def test_a_page_is_split_at_its_headings() -> None:
    html = '<p>Først.</p><h2 id="a">En <em>ting</em></h2><p>A &amp; b.</p><h2 id="b">To</h2><p>Slut</p>'

    assert sections_of(html) == [
        Section("", "", "Først."),
        Section("a", "En ting", "A & b."),
        Section("b", "To", "Slut"),
    ]


def test_facts_are_part_of_the_text_and_their_margin_notes_are_not() -> None:
    html = (
        '<h2 id="a">Regler</h2><div class="bl"><div class="tx"><ul class="run"><li>Du skal søge.</li>'
        '<li>Du skal svare.</li></ul></div><p class="mg"><b class="draft">Udkast</b>Kilde: lov</p></div>'
    )

    assert sections_of(html) == [Section("a", "Regler", "Du skal søge. Du skal svare.")]


def test_words_in_neighbouring_elements_do_not_run_together() -> None:
    assert sections_of("<ul><li>et<li>to</ul><p>tre<br>fire</p>")[0].text == "et to tre fire"


def test_scripts_drawings_and_soft_hyphens_are_left_out() -> None:
    html = "<script>x</script><svg><title>y</title></svg><p>arbejds\u00adløshed</p>"

    assert sections_of(html) == [Section("", "", "arbejdsløshed")]


def test_a_page_without_text_has_no_sections() -> None:
    assert sections_of("") == []
