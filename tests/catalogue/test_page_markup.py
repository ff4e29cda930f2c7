"""An editor's HTML neither sends readers on, runs, nor asks them for something."""

import pytest

from tests.catalogue.builders import ContentFolder

PAGE = "start/raadighed.md"


@pytest.mark.parametrize(
    "hostile",
    [
        '<meta http-equiv="refresh" content="0;url=https://andet.example">',
        '<META\nhttp-equiv="refresh" content="0;url=https://andet.example">',
        '<script src="https://andet.example/x.js"></script>',
        '<form action="https://andet.example"><input name="kode"></form>',
        '<base href="https://andet.example">',
        '<iframe src="https://andet.example"></iframe>',
        '<span onclick="x()">ord</span>',
        "<span title='a'\nonclick=x()>ord</span>",
        "<svg/onload=x()>",
        "<p style=color:red>ord</p>",
        'Ord. {: onclick="x()" }',
        '[ord](https://andet.example){: target="_blank" }',
    ],
)
def test_markup_that_no_page_needs_is_a_fault_with_its_line(content: ContentFolder, hostile: str) -> None:
    content.change(PAGE, "Ordene står her.\n", f"Ordene står her.\n\n{hostile}\n\n")

    assert [error for error in content.errors() if PAGE in error and ":34: " in error]


def test_what_pages_do_use_is_left_alone(content: ContentFolder) -> None:
    used = (
        '<span lang="en">word</span><br>\n<https://andet.example/?a=1> og `<meta>` og x < y = z\n{: .mg }\n'
    )
    content.change(PAGE, "Ordene står her.\n", f"Ordene står her.\n\n{used}\n\n")

    assert content.errors() == []
