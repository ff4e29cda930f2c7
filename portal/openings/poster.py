"""One opening on an A4 to hang up: public values only, with a code that leads to its page."""

from pathlib import Path

from portal.openings.public import PublicOpening
from portal.openings.views import OpeningView, show
from portal.shared.qr import printed_code
from portal.shared.texts import N_, translate

TEMPLATE = Path(__file__).with_name("poster.typ")
FOLDER = Path("cache") / "posters"
# Points for a title of at most so many characters: capitals of ten millimetres are read at two metres.
SIZES = ((30, 68), (60, 56), (100, 46), (150, 40))
SMALLEST = 32
# So wide is the sheet that a word of this many letters fits at one point.
WIDTH = 820
WORDS = {
    "lead": N_("Nogen har brug for en akademiker"),
    "scan": N_("Scan koden, og læs opgaven"),
    "say": N_("Frister den? Sig det til din konsulent."),
}
ANONYMOUS = N_("Arbejdspladsen er anonym her, så det er opgaven, der tæller.")
UNTIL = N_("Tag den ned efter %(week)s")


def poster_values(opening: PublicOpening, lang: str, *, origin: str, organisation: str) -> dict[str, object]:
    """What the poster shows: a large title, three lines, and where to read more."""
    view = show(opening, lang)
    address = origin + view.url
    words = {name: translate(lang, msgid) for name, msgid in WORDS.items()}
    words["anonymous"] = "" if opening.named else translate(lang, ANONYMOUS)
    words["until"] = translate(lang, UNTIL, week=view.until)
    return {
        "lang": lang,
        "words": words,
        "title": {"text": view.title.text, "lang": view.title.lang},
        "size": title_size(view.title.text),
        "hyphenate": _longest_word(view.title.text) * SMALLEST > WIDTH,
        "lines": _three_lines(view),
        "address": address.partition("://")[2],
        "qr": printed_code(address),
        "organisation": organisation,
    }


def title_size(title: str) -> int:
    """The points at which the title fills the sheet without crowding out the code."""
    fits = WIDTH // max(1, _longest_word(title))
    return max(SMALLEST, min(fits, next((points for most, points in SIZES if len(title) <= most), SMALLEST)))


def _longest_word(title: str) -> int:
    return max(map(len, title.split()), default=0)


def _unbroken(words: str) -> str:
    return words.replace(" ", "\N{NO-BREAK SPACE}")


def _three_lines(view: OpeningView) -> list[str]:
    return [
        f"{view.kind} · {_unbroken(view.when)}",
        f"{view.area} · {_unbroken(view.hours)}",
        f"{view.work_form} · {view.field}",
    ]
