"""What a page says of its changes, and a track of modules."""

from datetime import date
from pathlib import Path

import pytest

from portal.settings import PROJECT_ROOT
from portal.web.site.addresses import FOR_STAFF, LANGUAGES, read_site_map
from portal.web.site.tracks import rest_of, steps_of
from tests.web.site_builder import MODULE, Site, small_site


@pytest.fixture
def own_site(tmp_path: Path) -> Site:
    return small_site(tmp_path)


@pytest.mark.parametrize("kind", ["module", "page"])
def test_what_has_changed_on_a_page_stands_at_its_end(own_site: Site, kind: str) -> None:
    changes = [
        {"date": date(2026, 12, 3), "text": "Fristen er ny."},
        {"date": date(2026, 11, 2), "text": "Et råd kom til."},
    ]
    head = MODULE | {"id": "cv", "type": kind, "changes": changes}
    own_site.write_both("job-search/cv", "## Sidst {#sidst}", **head)

    html = own_site.built().page("/jobsoegning/cv/")

    assert (
        html.index("Sidst")
        < html.index("3.12.2026: Fristen er ny.")
        < html.index("2.11.2026: Et råd kom til.")
    )


def a_track(site: Site, *steps: str) -> None:
    for name in ("cv", "ansoegning"):
        site.write_both(f"job-search/{name}", **MODULE | {"id": name, "title": f"Om {name}"})
    site.write_both("consultants/roller", **MODULE | {"id": "roller", "title": "For konsulenter"})
    track = {"id": "min-vej", "type": "track", "title": "Min vej", "modules": list(steps)}
    site.write_both("start/min-vej", **track)


@pytest.mark.parametrize(
    ("path", "second"),
    [
        ("/kom-i-gang/min-vej/", "At stå til rådighed"),
        ("/en/getting-started/min-vej/", "Being available"),
    ],
)
def test_a_track_puts_its_steps_first_and_hides_no_candidates_module(
    own_site: Site, path: str, second: str
) -> None:
    a_track(own_site, "ansoegning", "raadighed")

    steps, rest = own_site.built().page(path).split('id="resten"')

    assert steps.index("Om ansoegning") < steps.index(second)
    assert "Om cv" in rest and "Om cv" not in steps
    assert "Om ansoegning" not in rest and "Om ansoegning" in steps
    assert "For konsulenter" not in steps + rest


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_candidates_module_of_ours_stands_on_every_track(lang: str) -> None:
    site_map = read_site_map(PROJECT_ROOT / "content")
    mine = [page for page in site_map.pages.values() if page.lang == lang]
    modules = {page.source for page in mine if page.template == "module" and page.folder not in FOR_STAFF}
    tracks = [page for page in mine if page.template == "track"]

    for track in tracks:
        shown = [
            *steps_of(track, site_map),
            *(page for _, pages in rest_of(track, site_map) for page in pages),
        ]
        assert {page.source for page in shown} == modules
        assert len(shown) == len(modules)
    assert tracks and modules
