"""Whatever is typed, spans lie in the text, nothing is raised, and a planted identifier is found."""

import random
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.openings.detector import find_leaks
from portal.openings.detector.counts import SIZE_CLASSES, Cell, CountTable
from portal.openings.detector.folding import fold
from portal.openings.detector.words import common_words
from portal.shared.registers import load_registers
from tests.openings.detector.builders import KNARVIG
from tests.openings.detector.texts import own_texts

FILLER = (
    "Du hjælper med at pakke og sortere.",
    "Vi spiser frokost sammen.",
    "Arbejdet er stående, og du får en makker.",
    "Der er 3 km til stationen.",
    "Dagen begynder klokken 7.30.",
)
SPELLINGS = {
    "a": "а\N{FULLWIDTH LATIN SMALL LETTER A}4",
    "i": "і1\N{FULLWIDTH LATIN SMALL LETTER I}",
    "r": "\N{FULLWIDTH LATIN SMALL LETTER R}",
}
UNSEEN = ["\N{ZERO WIDTH SPACE}", "\N{SOFT HYPHEN}", "\N{WORD JOINER}", "-", ".", " "]


def _disguised_name(rng: random.Random) -> str:
    letters = list(rng.choice(["knarvig", "Knarvig", "KNARVIG"]))
    for _ in range(rng.randrange(3)):
        index = rng.randrange(1, len(letters))
        spelled = SPELLINGS.get(letters[index])
        letters[index] = rng.choice(spelled) if spelled else letters[index]
    if rng.random() < 0.7:
        letters.insert(rng.randrange(1, len(letters)), rng.choice(UNSEEN))
    return "".join(letters) + rng.choice(["", "s", "'s", "-holdet"])


def _disguised_number(rng: random.Random, digits: str) -> str:
    gaps = ["", " ", "-", ".", "\N{NO-BREAK SPACE}", "\N{EN DASH}", "\N{ZERO WIDTH SPACE}", "/"]
    written = "".join(digit + rng.choice(gaps) for digit in digits[:-1]) + digits[-1]
    return (
        written.translate(str.maketrans("0123456789", "０１２３４５６７８９"))
        if rng.random() < 0.3
        else written
    )


@settings(max_examples=300, deadline=None)
@given(st.integers(min_value=0), st.sampled_from(["name", "cvr", "pnumber", "phone"]))
def test_a_planted_identifier_is_found_however_it_is_disguised(seed: int, what: str) -> None:
    rng = random.Random(seed)
    number = {"cvr": KNARVIG.cvr, "pnumber": KNARVIG.pnumber, "phone": KNARVIG.phone.replace(" ", "")}
    planted = _disguised_name(rng) if what == "name" else _disguised_number(rng, number[what])
    before = " ".join(rng.sample(FILLER, 2))
    text = f"{before} Her er {planted} igen. {rng.choice(FILLER)}"
    start = len(before) + len(" Her er ")
    findings = find_leaks({"title": "Støberi", "description": text}, KNARVIG, dictionary=common_words())
    assert any(
        finding.field == "description"
        and finding.severity == "block"
        and finding.start < start + len(planted)
        and start < finding.end
        for finding in findings
    ), text


@settings(max_examples=300, deadline=None)
@given(st.dictionaries(st.text(max_size=8), st.text(max_size=200), max_size=4))
def test_any_text_gives_spans_inside_it_and_raises_nothing(public: dict[str, str]) -> None:
    for finding in find_leaks(public, KNARVIG, dictionary=common_words()):
        text = public[finding.field]
        assert 0 <= finding.start < finding.end <= len(text)
        assert finding.text == text[finding.start : finding.end]


ODD = st.text(
    st.sampled_from(
        "aåÅæe\N{COMBINING RING ABOVE}\N{COMBINING ACUTE ACCENT}ﬁ㎏½①𝟘🙂\ud800\n \t-.@\N{SOFT HYPHEN}ß½İ"
    )
)


@settings(max_examples=300, deadline=None)
@given(ODD)
def test_every_folded_character_knows_where_it_came_from(text: str) -> None:
    folded = fold(text)
    assert len(folded.plain) == len(folded.lower) == len(folded.starts) == len(folded.ends)
    assert all(0 <= start < end <= len(text) for start, end in zip(folded.starts, folded.ends, strict=True))
    assert list(folded.starts) == sorted(folded.starts)


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet="abc ÆØÅ.1-@", max_size=60), st.text(alphabet="abc ÆØÅ.1-@", max_size=60))
def test_odd_companies_raise_nothing(name: str, other: str) -> None:
    known = KNARVIG.__class__(
        name=name,
        aliases=(other,),
        brands=(name,),
        domain=other,
        address=name,
        contact_name=other,
        phone=name,
        cvr=other,
    )
    find_leaks({"title": "Støber", "description": name + other}, known, dictionary=common_words())


def whole_country() -> CountTable:
    """Every branch and size in every municipality: as large as a table of counts gets."""
    registers = load_registers()
    return CountTable(
        tuple(
            Cell(branch.id, area.name_da, size, len(size))
            for branch in registers.branches
            for area in registers.of_kind("municipality")
            for size in SIZE_CLASSES
        )
    )


def test_an_opening_is_read_within_fifty_milliseconds() -> None:
    public = {
        f"{name}{round_}": text
        for one in own_texts()[:4]
        for name, text in one.public.items()
        for round_ in (1, 2)
    }
    counts = whole_country()
    find_leaks(public, KNARVIG, counts=counts)
    took = []
    for _ in range(20):
        begun = time.process_time()
        find_leaks(public, KNARVIG, counts=counts)
        took.append(time.process_time() - begun)
    assert sorted(took)[18] < 0.05


@pytest.mark.parametrize("letters", ["a", "-", "a.", "0-", "knarvi", "é", "fire ", "A "])
def test_long_monotonous_texts_take_no_time(letters: str) -> None:
    text = (letters * 6000)[:6000]
    begun = time.process_time()
    find_leaks({"title": text}, KNARVIG, dictionary=common_words())
    assert time.process_time() - begun < 1
