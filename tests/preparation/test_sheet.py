"""One page and one screen: 350 words however much was written, the agenda before everything else."""

import re
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal.preparation.answers import (
    Advert,
    Answers,
    Competence,
    Item,
    Markers,
    Meeting,
    Mobility,
    NextStep,
    Proposal,
    Reading,
    Search,
    Since,
    Want,
)
from portal.preparation.sheet_budget import LONGEST_WORD, MOST_WORDS, cost, shorten, tidy
from portal.preparation.sheet_lines import digests, lines_of, shared_part
from portal.preparation.sheet_names import name_of
from portal.preparation.sheet_pdf import sheet_pdf
from portal.preparation.sheet_text import SHORTENED, sheet_of, sheet_text
from portal.preparation.steps.registry import STEPS
from portal.shared.pdf import is_accessible, pages_in
from tests.preparation.builders import AN_ANSWER
from tests.preparation.every_answer import ALWAYS, NEVER, fill, words_in

SENTENCE = "Jeg vil gerne vide, hvordan jeg finder en virksomhed, der har brug for det, jeg kan. "
LONG = (SENTENCE * 24)[:2000]
# What a person, or whoever wants to break a page, may type.
TEXTS = st.one_of(
    st.text(max_size=80),
    st.sampled_from(
        [
            "",
            LONG,
            "Arbejdsmarkedsrådighed " * 80,
            "W" * 2000,
            "m" * 200,
            ("A" * 200 + " ") * 10,
            "\n" * 2000,
            "a\n" * 1000,
            "\u2028\x0b\u2029x" * 500,
            "👩🏽‍🚀" * 280,
            "שלום עולם " * 200,
            "職業" * 1000,
            "﷽" * 2000,
            "a̲̅⃝" * 500,
            "%&@ — " * 300,
            "#set page(height: 900cm) $x$ \\ `",
        ]
    ),
)
ITEMS = st.builds(Item, TEXTS, st.booleans())


def several(strategy: st.SearchStrategy[object]) -> st.SearchStrategy[object]:
    return st.lists(strategy, max_size=6).map(tuple)


ANY_ANSWERS = st.builds(
    Answers,
    meeting=st.builds(Meeting, language=st.sampled_from(["", "da", "en"]), at=TEXTS.map(lambda t: t[:20])),
    agenda=several(ITEMS),
    questions=ITEMS,
    adverts=several(st.builds(Advert, TEXTS, TEXTS, TEXTS, st.booleans(), st.booleans())),
    fields=st.just(("offentlig", "findes-ikke")),
    proposals=several(st.builds(Proposal, TEXTS, st.just("x"), TEXTS, TEXTS, TEXTS, TEXTS)),
    want=st.builds(Want, ITEMS, ITEMS, ITEMS),
    can=several(st.builds(Competence, TEXTS, TEXTS, TEXTS, st.booleans())),
    search=st.builds(
        Search,
        channels=st.just(("jobnet", "netvaerk", "jobnet")),
        rhythm=ITEMS,
        network=ITEMS,
        unsolicited=ITEMS,
        next_steps=several(st.builds(NextStep, TEXTS, TEXTS, TEXTS)),
    ),
    smv=several(ITEMS),
    mobility=st.builds(
        Mobility, areas=st.just(("byen-koebenhavn",) * 60), remote=st.just("lidt"), neighbours=several(ITEMS)
    ),
    since=st.builds(Since, ITEMS, ITEMS, ITEMS),
    markers=st.builds(Markers, st.just((Reading("2026-12-01", {"x": 3}),)), st.booleans()),
    round=st.sampled_from([1, 2]),
)
LANGUAGES = st.sampled_from(["da", "en"])
MUCH = Answers(
    meeting=Meeting(whom="kommune", first="nej", on="2026-12-01", at="10.30"),
    agenda=(Item("Det første"), Item(SENTENCE.strip()), Item("Det tredje")),
    questions=Item(LONG),
    adverts=(Advert("Fuldmægtig", "En styrelse", LONG[:400]),) * 3,
    proposals=(Proposal("Et museum", tasks=LONG, learn=LONG, contact="Jeg ringer"),) * 2,
    want=Want(Item(LONG), Item(LONG), Item(LONG)),
    can=(Competence("Formidling", LONG, LONG),) * 5,
    search=Search(
        ("jobnet",), True, Item(LONG), Item(LONG), Item(LONG), (NextStep(LONG[:400], LONG[:400]),) * 3
    ),
    smv=(Item(LONG),) * 3,
    since=Since(Item(LONG), Item(LONG), Item(LONG)),
)


def count_words(text: str) -> int:
    """As an unkind reader counts: what is longer than thirty letters is several words."""
    return sum(-(-len(word) // LONGEST_WORD) for word in text.split())


@settings(deadline=None, max_examples=150, suppress_health_check=list(HealthCheck))
@given(answers=ANY_ANSWERS, lang=LANGUAGES)
def test_a_sheet_has_at_most_350_words_whatever_was_written(answers: Answers, lang: str) -> None:
    assert count_words(sheet_text(answers, lang)) <= MOST_WORDS


@settings(deadline=None, max_examples=30, suppress_health_check=list(HealthCheck))
@given(answers=ANY_ANSWERS, lang=LANGUAGES)
def test_a_sheet_is_one_page_of_paper_whatever_was_written(answers: Answers, lang: str) -> None:
    assert pages_in(sheet_pdf(answers, lang)) == 1


@settings(deadline=None, max_examples=150, suppress_health_check=list(HealthCheck))
@given(answers=ANY_ANSWERS, lang=LANGUAGES)
def test_nothing_else_takes_the_place_of_the_agenda(answers: Answers, lang: str) -> None:
    def agenda(of: Answers) -> list[str]:
        sections = {section.key: section for section in sheet_of(of, lang).sections}
        return [row.words[0].text for row in sections["agenda"].rows] if "agenda" in sections else []

    alone = Answers(meeting=answers.meeting, agenda=answers.agenda, round=answers.round)
    written = [tidy(item.text) for item in answers.agenda if tidy(item.text)][:5]
    assert bool(agenda(answers)) == bool(written)
    if sum(map(cost, written)) < MOST_WORDS - 120:
        assert agenda(answers) == agenda(alone) == written


def test_a_long_sheet_keeps_the_agenda_whole_and_says_that_the_rest_is_shortened() -> None:
    text = sheet_text(MUCH, "da")

    for item in MUCH.agenda:
        assert item.text in text
    assert text.rstrip().endswith(SHORTENED)
    assert MOST_WORDS * 0.9 < count_words(text) <= MOST_WORDS
    assert text.index("DAGSORDEN") < text.index("SPØRGSMÅL OM REGLER") < text.index("FORSLAG TIL PRAKTIK")
    assert "Jobopslag".upper() in text and "MINE NÆSTE SKRIDT" in text


def test_a_long_agenda_stands_whole_beside_much_else() -> None:
    agenda = tuple(Item((SENTENCE * 4).strip()) for _ in range(3))

    sections = sheet_of(replace(MUCH, agenda=agenda), "da").sections

    assert [row.words[0].text for row in sections[0].rows] == [item.text for item in agenda]
    assert [section.key for section in sections][:3] == ["agenda", "questions", "proposals"]
    for much in (agenda, (Item("W" * 2000),) * 3):
        assert pages_in(sheet_pdf(replace(MUCH, agenda=much), "da")) == 1


def test_a_short_sheet_stands_whole_and_says_nothing_of_room() -> None:
    sheet = sheet_of(AN_ANSWER, "da")

    assert sheet.note == ""
    assert sheet == sheet_of(AN_ANSWER, "da", whole=True)


def test_what_is_shortened_ends_with_a_sentence_or_a_word() -> None:
    assert shorten("Første sætning her. Anden sætning, som er længere end så.", 8) == "Første sætning her. …"
    assert shorten("et to tre fire fem seks syv otte ni ti", 8) == "et to tre fire fem seks …"
    assert shorten("kort", 1) == "kort"
    assert shorten("et to tre fire fem seks syv", 3) == ""
    beginning = shorten("x" * 200, 10)
    assert beginning.endswith("x …") and 20 < len(beginning) < 100


def test_a_line_break_takes_room_and_a_long_word_counts_as_several() -> None:
    assert cost("a\na\na") > cost("a a a")
    assert cost("x" * 200) >= 7
    assert tidy("a\r\n\n \n\u2028b\t\tc\u00a0d") == "a\nb c d"


def test_the_paper_is_accessible_says_its_language_and_no_moment() -> None:
    for lang in ("da", "en"):
        pdf = sheet_pdf(MUCH, lang)
        assert is_accessible(pdf)
        assert f"/Lang({lang})".encode() in pdf
        assert b"CreationDate" not in pdf and b"ModDate" not in pdf and b"/Author" not in pdf


@pytest.mark.parametrize(
    ("lang", "language", "headings"),
    [
        ("da", "da", ["Spørgsmål om regler"]),
        ("da", "", ["Spørgsmål om regler"]),
        ("da", "en", ["Spørgsmål om regler", "Questions about rules"]),
        ("en", "", ["Questions about rules", "Spørgsmål om regler"]),
        ("en", "en", ["Questions about rules", "Spørgsmål om regler"]),
    ],
)
def test_the_headings_of_an_english_form_are_danish_too(
    lang: str, language: str, headings: list[str]
) -> None:
    answers = Answers(meeting=Meeting(language=language), questions=Item("Hvad?"))

    sheet = sheet_of(answers, lang)

    assert [words.text for words in sheet.sections[0].heading] == headings
    assert " · ".join(headings).upper() in sheet_text(answers, lang)
    at_desk = sheet_of(answers, lang, at_desk=True).sections[0].heading
    assert [words.text for words in at_desk] == headings[:1], "the desk is read in one language"


def test_the_candidates_words_have_their_own_language() -> None:
    english = Answers(meeting=Meeting(language="en"), agenda=(Item("My question"),), fields=("offentlig",))

    sections = sheet_of(english, "da").sections
    words = {section.key: section.rows[0].words[0] for section in sections}

    assert words["agenda"].lang == "en"
    assert words["fields"].lang == "", "a name of ours is in the language of the page"
    assert sheet_of(english, "en").sections[0].rows[0].words[0].lang == ""


def test_what_is_new_since_last_time_is_marked_in_words() -> None:
    before = replace(AN_ANSWER, agenda=(Item("Det stod her"), Item("Det bliver rettet")))
    after = replace(
        before,
        agenda=(Item("Det bliver rettet, og det er det nu"), Item("Det stod her")),
        round=2,
        lines_before=digests(before),
    )

    for lang, mark in (("da", r"\[Nyt\]"), ("en", r"\[New · Nyt\]")):
        text = sheet_text(after, lang)
        assert re.search(mark + " Det bliver rettet, og", text)
        assert len(re.findall(mark, text)) == 1
    assert "[Nyt]" not in sheet_text(replace(after, round=1, lines_before=()), "da")
    assert sheet_text(replace(after, lines_before=()), "da").count("[Nyt]") > 4, "nothing stood there before"


def test_a_line_is_new_to_who_may_read_it_now() -> None:
    def marks(was: bool, now: bool) -> list[bool]:
        before = Answers(agenda=(Item("Mit punkt", shown=was),))
        after = Answers(agenda=(Item("Mit punkt", shown=now),), round=2, lines_before=digests(before))
        return [row.new for section in sheet_of(after, "da").sections for row in section.rows]

    assert marks(True, True) == marks(True, False) == marks(False, False) == [False]
    assert marks(False, True) == [True]


@settings(deadline=None, suppress_health_check=list(HealthCheck))
@given(answers=ANY_ANSWERS)
def test_the_consultants_copy_holds_no_digest_of_a_hidden_line(answers: Answers) -> None:
    everything = replace(answers, round=2, lines_before=(*digests(answers), "0" * 12))

    copy = shared_part(everything)

    assert set(copy.lines_before) <= set(digests(answers.for_consultant()))
    assert replace(copy, lines_before=()) == everything.for_consultant()
    assert not any(row.new for section in sheet_of(copy, "da").sections for row in section.rows)


def test_a_digest_of_a_hidden_line_cannot_be_guessed_from_the_copy() -> None:
    hidden = Answers(agenda=(Item("Jeg har det skidt", shown=False), Item("Må jeg rejse?")))
    copy = shared_part(replace(hidden, round=2, lines_before=digests(hidden)))

    guess = digests(Answers(agenda=(Item("Jeg har det skidt"),)))
    as_hidden = digests(Answers(agenda=(Item("Jeg har det skidt", shown=False),)))

    assert set(copy.lines_before).isdisjoint(guess + as_hidden)
    assert len(copy.lines_before) == 1


def test_every_answer_stands_on_the_sheet_in_the_order_of_importance() -> None:
    answers = Answers(
        agenda=(Item("a-agenda"),),
        questions=Item("b-question"),
        proposals=(Proposal("c-place", tasks="c-tasks", learn="c-learn", contact="c-contact"),),
        adverts=(Advert("d-title", "d-place", "d-deadline", on_jobnet=True),),
        search=Search(
            ("jobnet",),
            True,
            Item("k-rhythm"),
            Item("k-network"),
            Item("k-unsolicited"),
            (NextStep("e-what", "e-when", "e-done"),),
        ),
        want=Want(Item("f-dream"), Item("f-good"), Item("f-bills")),
        can=(Competence("g-name", "g-proof", "g-task"),),
        since=Since(Item("h-done"), Item("h-learnt"), Item("h-agreed")),
        smv=(Item("i-problem"),),
        mobility=Mobility(("byen-koebenhavn",), "lidt", True, (Item("j-neighbour", shown=False),)),
    )

    found = re.findall(r"\b([a-k])-(\w+)", sheet_text(answers, "da"))

    assert [letter for letter, _ in found] == sorted(letter for letter, _ in found)
    assert len(found) == 26
    assert re.search("g-name. Opgave: g-task. Vist: g-proof", sheet_text(answers, "da"))
    assert "Byen København" in sheet_text(answers, "da")
    assert "j-neighbour. [Kun til mig]" in sheet_text(answers, "da")
    assert list(lines_of(answers)) == [section.key for section in sheet_of(answers, "da").sections]


def test_markers_stand_on_the_sheet_only_where_they_are_shown() -> None:
    readings = (Reading("2026-11-01", {"kan": 3}), Reading("2026-12-01", {"kan": 6, "overskud": 4}))

    assert "markers" not in lines_of(Answers(markers=Markers(readings)))
    shown = sheet_text(Answers(markers=Markers(readings, shown=True)), "da")
    assert "- Jeg kan forklare, hvad jeg kan: 3 → 6.\n- Jeg har overskud til at søge: 4." in shown


def test_no_answer_is_forgotten_on_the_whole_sheet() -> None:
    """Made from the types: a new answer that no line of the sheet knows fails here."""
    elsewhere = ("module", "section", "opening_id", "channels", "areas", "remote", "on", "values")
    answers = replace(fill(Answers, lambda: True), meeting=Meeting())
    whole = str(sheet_of(answers, "da", whole=True).sections)

    forgotten = [
        word.path
        for word in words_in(answers)
        if word.path.split(".")[0] not in (*ALWAYS, *NEVER)
        and word.path.split(".")[-1] not in elsewhere
        and word.text not in whole
    ]

    assert sorted(set(forgotten)) == []


def test_whatever_can_be_chosen_has_a_name_on_the_sheet() -> None:
    places, search = STEPS["mobility"].form(2)(), STEPS["search"].form(2)()
    chosen = [("area", places["areas"]), ("remote", places["remote"]), ("channel", search["channels"])]
    chosen.append(("field", STEPS["adverts"].form(2)()["fields"]))

    for kind, field in chosen:
        for option in field.choices:
            assert name_of(f"{kind} {option.value}", "en"), (kind, option.value)
