"""A recording: no film without captions and a transcript, in both languages, from our own site."""

import pytest

from portal.catalogue.content_check import check_content
from portal.catalogue.vtt import read_cues
from tests.catalogue.builders import TODAY, ContentFolder
from tests.catalogue.test_site_build import TinySite

DA, EN = "webinars/start.md", "webinars/start.en.md"
CUES = {
    "da": "WEBVTT\n\n00:00:00.000 --> 00:00:02.000\nVelkommen til mødet.\n\n"
    "00:02.000 --> 00:04.000\nSpørg gerne.\n",
    "en": "WEBVTT\n\n00:00:00.000 --> 00:00:02.000\nWelcome everybody.\n",
}
SAID = {"da": "Velkommen til mødet. Spørg gerne.", "en": "Welcome everybody."}


@pytest.fixture
def recorded(content: ContentFolder) -> ContentFolder:
    for file, language in ((DA, "da"), (EN, "en")):
        content.change(file, "2027-01-14T10:00", "2026-11-12T10:00")
        head = f"recording:\n  video: film.mp4\n  captions: film-{language}.vtt\n"
        content.change(file, "host_team:", f"{head}host_team:")
        content.write(
            file, content.read(file) + f"\n[[recording]]\n\n## Text {{#udskrift}}\n\n{SAID[language]}\n"
        )
        content.write(f"webinars/recordings/film-{language}.vtt", CUES[language])
    content.write("webinars/recordings/film.mp4", "no real film")
    return content


def errors(content: ContentFolder) -> list[str]:
    return [str(one) for one in check_content(content.root, today=TODAY).findings if one.level == "error"]


def test_a_recording_with_captions_and_transcript_is_in_order(recorded: ContentFolder) -> None:
    assert errors(recorded) == []


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        (DA, "  captions: film-da.vtt\n", "", "start.md:10: `recording` mangler `captions`"),
        (DA, "film-da.vtt", "andre.vtt", "start.md:12: filen content/webinars/recordings/andre.vtt"),
        (DA, "film.mp4", "film.mov", "start.md:11: `video` kan ikke bruges"),
        (DA, "{#udskrift}", "{#andet}", "start.md:10: optagelsen mangler sin udskrift"),
        (DA, SAID["da"], "Vi siger noget.", "udskriften har ikke det, der står i underteksterne"),
        (DA, "[[recording]]", "Intet.", "siden har `recording`, men viser det ikke"),
        (DA, "2026-11-12T10:00", "2027-11-12T10:00", "webinaret er ikke holdt endnu"),
        (EN, "film-en.vtt", "film-da.vtt", "hvert sprog har sine egne undertekster"),
        ("webinars/recordings/film-da.vtt", "WEBVTT", "WEBVTTT", "film-da.vtt:1: filen begynder ikke"),
        ("webinars/recordings/film-da.vtt", "00:04.000", "00:01.000", "film-da.vtt:6: teksten slutter"),
        ("webinars/recordings/film-da.vtt", "00:04.000", "4 sek", "film-da.vtt:6: tiden »"),
        ("webinars/recordings/film-da.vtt", "Spørg gerne.\n", "", "film-da.vtt:6: der er ingen tekst"),
        ("webinars/recordings/film-da.vtt", "00:02.000 -->", "x", "film-da.vtt:6: her mangler en linje"),
    ],
)  # fmt: skip
def test_a_fault_in_a_recording_stops_the_build_and_is_named_with_file_and_line(
    recorded: ContentFolder, file: str, old: str, new: str, said: str
) -> None:
    recorded.change(file, old, new)

    assert any(said in one for one in errors(recorded)), errors(recorded)


def test_notes_styles_and_names_of_cues_are_passed_over() -> None:
    text = (
        "WEBVTT - film\n\nNOTE set by hand\n\nSTYLE\n::cue { color: red }\n\n"
        "intro\n00:01.000 --> 00:02.000 align:start\n<v Ida>Hej.</v>\n"
    )

    cues, faults = read_cues(text)

    assert faults == []
    assert [(cue.line, cue.text) for cue in cues] == [(9, "Hej.")]


def test_cues_come_in_order_and_there_is_at_least_one() -> None:
    later = "WEBVTT\n\n00:05.000 --> 00:06.000\nTo.\n\n00:01.000 --> 00:02.000\nEn.\n"

    assert [line for line, _ in read_cues(later)[1]] == [6]
    assert [line for line, _ in read_cues("WEBVTT\n")[1]] == [1]


def test_the_film_is_on_the_page_with_tracks_of_our_own_and_its_words_can_be_searched(
    recorded: ContentFolder,
) -> None:
    site = TinySite(recorded).built()

    page = site.html("webinars/start")
    assert '<video controls preload="none"' in page.replace('controls=""', "controls")
    for kind, language in (("captions", "da"), ("subtitles", "en")):
        assert f'<track kind="{kind}" src="/optagelser/film-{language}.' in page
    assert len(list((site.folder / "site" / "html" / "optagelser").iterdir())) == 3
    documents = site.json("docs.json")["documents"]
    assert isinstance(documents, list)
    found = next(one for one in documents if (one["id"], one["lang"]) == ("webinar-start", "da"))
    assert any(part["anchor"] == "udskrift" and SAID["da"] in part["text"] for part in found["sections"])
