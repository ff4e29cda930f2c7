"""The self-check: what an editor may write, and what a reader is told."""

import pytest

from portal.catalogue import module_checks
from portal.catalogue.content_pages import read_content
from portal.catalogue.front_matter import ModuleHead
from portal.catalogue.self_check import Option, Question, explanation, value_of
from portal.catalogue.self_check_markup import form, shown_self_check
from portal.catalogue.self_checks import answered
from tests.catalogue.builders import SELF_CHECK, WORKSHEET, ContentFolder

DA, EN = "start/raadighed.md", "start/raadighed.en.md"


def question(text: str, *answers: str, right: int = 1) -> str:
    lines = [f"  - question: {text}", "    options:"]
    for number, answer in enumerate(answers):
        lines += [f"      - text: Svar {number}", f"        answer: {answer}"]
        lines += ["        right: true"] if number == right else []
    return "\n".join(lines) + "\n"


def three(right: int = 1) -> str:
    asked = (question(f"Nummer {n}?", "Nej. Derfor.", "Derfor.", right=right) for n in (1, 2, 3))
    return "self_check:\n" + "".join(asked)


def put(content: ContentFolder, danish: str, english: str | None = None) -> None:
    for file, written in ((DA, danish), (EN, danish if english is None else english)):
        content.change(file, WORKSHEET + SELF_CHECK, written + WORKSHEET)


def questions(content: ContentFolder) -> tuple[Question, ...]:
    head = read_content(content.root).by_id["raadighed", "da"].head
    assert isinstance(head, ModuleHead) and head.self_check
    return head.self_check


def test_a_self_check_in_both_languages_is_in_order(content: ContentFolder) -> None:
    put(content, three())

    assert content.errors() == []


@pytest.mark.parametrize(
    ("old", "new", "line", "said"),
    [
        ("        right: true\n", "", 17, "netop ét svar, nu står det ved 0"),
        ("Nej. Derfor.\n", "Derfor.\n        right: true\n", 17, "nu står det ved 2"),
        ("        answer: Derfor.\n", "", 20, "`self_check` mangler `answer`"),
        ("text: Svar 0", "text: No", 18, "sæt ord som Yes og No i anførselstegn"),
        ("text: Svar 0", "tekst: Svar 0", 18, "`self_check` kender ikke nøglen `tekst`"),
        ("text: Svar 1", "text: Svar 0", 17, "to svar er ens"),
        ("answer: Derfor.", "answer: Nej. Det er det ikke.", 17, "siger noget andet end `right`"),
        ("answer: Nej. Derfor.", "answer: Ja, det er rigtigt. Fint.", 17, "siger noget andet end `right`"),
        ("text: Svar 0", "text: '[Svar](module:start)'", 18, "et link kan ikke stå i et valg"),
        ("answer: Derfor.", "answer: 'Se [den](module:stop).'", 21, "`module:stop` fører ingen steder hen"),
        ("answer: Derfor.", "answer: 'Se [den](start.md).'", 21, "som `module:<id>`"),
    ],
)
def test_a_fault_in_a_question_is_named_with_its_line(
    content: ContentFolder, old: str, new: str, line: int, said: str
) -> None:
    put(content, three())
    content.change(DA, old, new)

    assert any(f"{DA}:{line}:" in one and said in one for one in content.errors()), content.errors()


@pytest.mark.parametrize("many", [2, 7])
def test_there_are_three_to_six_questions(content: ContentFolder, many: int) -> None:
    asked = (question(f"Nummer {n}?", "Nej.", "Ja.") for n in range(many))
    put(content, "self_check:\n" + "".join(asked))

    assert any(
        f"{DA}:15: `self_check` kan ikke bruges: skriv tre til seks" in one for one in content.errors()
    )


def test_a_question_has_two_to_four_choices(content: ContentFolder) -> None:
    put(content, three() + question("Fem?", "A.", "B.", "C.", "D.", "E."))

    assert any("to til fire svar" in one for one in content.errors())


FOURTH = question("Four?", "No.", "Yes.")
ONE_MORE = "      - text: C\n        answer: D.\n  - question: Nummer 2?"


@pytest.mark.parametrize(
    ("english", "said"),
    [
        (three() + FOURTH, "siden har 4 spørgsmål"),
        (three(right=0).replace("Nej. Derfor.", "Derfor."), "spørgsmål 1 har et andet rigtigt svar"),
        (three().replace("  - question: Nummer 2?", ONE_MORE), "spørgsmål 1 har ikke lige så mange svar"),
    ],
)
def test_both_languages_ask_the_same(content: ContentFolder, english: str, said: str) -> None:
    put(content, three(), english)

    assert any(EN in one and said in one for one in content.errors()), content.errors()


def test_what_the_head_describes_stands_once_on_the_page(content: ContentFolder) -> None:
    put(content, three())
    content.change(DA, "[[self-check]]", "Intet.")
    content.change(EN, "[[self-check]]", "[[self-check]]\n\n[[self-check]]")

    found = content.errors()

    assert any(f"{DA}:15: siden har `self_check`, men viser det ikke" in one for one in found)
    assert any(EN in one and "står også ovenfor" in one for one in found)


def test_a_self_check_that_is_not_described_cannot_be_shown(content: ContentFolder) -> None:
    content.change(DA, SELF_CHECK, "")

    assert any("[[self-check]] mangler `self_check` i hovedet" in one for one in content.errors())


def test_a_rule_in_an_explanation_is_listed_like_one_in_the_text(content: ContentFolder) -> None:
    put(content, three().replace("answer: Derfor.", "answer: Det tager tre uger.", 1))

    assert f"content/{DA}:21" in [note.split(": ")[0] for note in content.notes()]


@pytest.mark.parametrize(
    ("answer", "right", "verdict", "why"),
    [
        ("Nej. Ring først.", False, "Nej.", "Ring først."),
        ("Ikke nødvendigvis. Spørg.", False, "Ikke nødvendigvis.", "Spørg."),
        ("Ring først.", False, "Ikke helt.", "Ring først."),
        ("Ja, det er rigtigt. Godt at vide.", True, "Ja, det er rigtigt.", "Godt at vide."),
        ("Så har du det på skrift.", True, "Ja, det er rigtigt.", "Så har du det på skrift."),
        ("Nej.", False, "Nej.", ""),
    ],
)
def test_a_reader_is_told_first_whether_it_was_right_and_only_once(
    answer: str, right: bool, verdict: str, why: str
) -> None:
    said = explanation(Option(text="A", answer=answer, right=right), "da")

    assert (said.verdict, said.why) == (verdict, why)


def test_the_form_shows_no_explanation_and_does_not_say_which_is_right(content: ContentFolder) -> None:
    put(content, three())

    html = form("raadighed", questions(content), "da")

    assert html.count("<fieldset") == html.count("<legend>") == 3
    assert html.count('type="radio"') == 6
    assert html.count("<button") == 1
    assert 'action="/m/raadighed/selvtjek"' in html
    assert "Derfor" not in html
    assert "right" not in html


def test_words_of_another_language_and_links_keep_their_marks(content: ContentFolder) -> None:
    put(
        content,
        three().replace("answer: Derfor.", "answer: 'Se <b lang=\"da\">a</b> & [den](module:start).'", 1),
    )
    asked = questions(content)

    shown = shown_self_check(
        asked, "da", title="T", url="/t/", resolve=lambda html: html.replace("module:", "/")
    )

    assert shown.questions[0].options[1].why == 'Se <b lang="da">a</b> &amp; <a href="/start">den</a>.'


def test_another_text_is_another_choice(content: ContentFolder) -> None:
    put(content, three())
    first, second, _ = questions(content)

    assert value_of(first, first.options[0]) != value_of(second, second.options[0])


def test_what_was_sent_is_kept_pointed_at_or_asked_for_again(content: ContentFolder) -> None:
    put(content, three())
    shown = shown_self_check(questions(content), "da", title="T", url="/t/", resolve=str)
    chosen = shown.questions[0].options[1]

    found = answered(shown, {"q1": [chosen.value], "q2": ["tampered"], "other": ["x"]})

    assert [(one.chosen, one.unreadable) for one in found] == [(chosen, False), (None, True), (None, False)]


def test_two_choices_of_one_question_are_none(content: ContentFolder) -> None:
    put(content, three())
    shown = shown_self_check(questions(content), "da", title="T", url="/t/", resolve=str)
    both = [option.value for option in shown.questions[0].options]

    assert answered(shown, {"q1": both})[0].unreadable


def test_the_right_answer_does_not_always_stand_in_the_same_place(
    content: ContentFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert content.errors() == []

    monkeypatch.setattr(module_checks, "MANY_ASKED", 3)

    assert any("3 af 3 rigtige svar står som nummer 2: byt om" in one for one in content.errors())
