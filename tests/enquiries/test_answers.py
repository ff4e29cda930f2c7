"""The answer: in the candidate's language, from a template, changed as often as needed, naming nobody."""

import pytest

from portal.openings.models import Opening
from tests.enquiries.conftest import INBOX, Enquiries
from tests.openings.builders import A_COMPANY, Desk
from tests.page import Page, PageClient, filled

OTHER = {"name": "Sam Sample", "email": "sam@proeve.example"}
# The states of an enquiry that is open, and the steps that lead there.
WAYS: dict[str, list[tuple[str, dict[str, str]]]] = {
    "new": [],
    "considered": [("consider", {})],
    "revealed": [("reveal", {})],
    "forwarded": [("reveal", {}), ("forward", {"yes_on": "2026-11-24"})],
    "met": [("reveal", {}), ("forward", {"yes_on": "2026-11-24"}), ("meet", {})],
}


def typed(page: Page | None) -> dict[str, str]:
    assert page is not None
    return {name: values[0] for name, values in filled(page.form(with_field="answer")).items()}


@pytest.mark.parametrize("state", WAYS)
def test_an_answer_is_written_and_changed_at_every_open_state(
    client: PageClient, opening: Opening, enquiries: Enquiries, state: str
) -> None:
    status = "/l/" + enquiries.send(opening).url.rpartition("/l/")[2]
    for action, fields in WAYS[state]:
        enquiries.step(action, **fields)
    assert enquiries.last().state == state
    desk = enquiries.at_desk()
    desk.submit(with_field="answer", answer="Jeg ringer onsdag.")
    assert "Jeg ringer onsdag." in client.get(status).text
    first = enquiries.last().answered_at
    enquiries.mails()
    assert typed(desk.page)["answer"] == "Jeg ringer onsdag."
    desk.submit(with_field="answer", answer="Jeg ringer torsdag.")
    page = client.get(status)
    assert "torsdag" in page.text and "onsdag" not in page.text
    assert enquiries.last().answered_at == first
    assert enquiries.last().state == ("considered" if state == "new" else state)
    assert len(enquiries.mails()) == 1
    # Saved once more as it stands: nobody is written to about nothing.
    desk.submit(with_field="answer", answer="Jeg ringer torsdag.")
    assert enquiries.mails() == []


def test_a_colleagues_newer_answer_is_not_overwritten_unseen_and_no_word_is_lost(
    client: PageClient, opening: Opening, enquiries: Enquiries
) -> None:
    status = "/l/" + enquiries.send(opening).url.rpartition("/l/")[2]
    mine, theirs = enquiries.at_desk(), enquiries.at_desk()
    theirs.submit(with_field="answer", answer="Jeg ringer onsdag, og så tales vi ved.")
    late = mine.submit(with_field="answer", answer="Jeg skriver i stedet for at ringe.", status=409)
    assert "Jeg skriver i stedet for at ringe." in late.text and "En kollega har skrevet" in late.text
    assert "onsdag" in client.get(status).text
    again = enquiries.at_desk()
    again.submit(with_field="answer", answer="Jeg ringer fredag.")
    assert "fredag" in client.get(status).text


def test_who_wrote_in_english_is_answered_in_english_with_the_danish_beside_it(
    client: PageClient, opening: Opening, enquiries: Enquiries
) -> None:
    page = enquiries.send(opening, language="en", **OTHER)
    status = "/en/l/" + page.url.rpartition("/l/")[2]
    desk = enquiries.at_desk()
    offered = typed(desk.page)
    assert offered["answer"].startswith("Hej Sam") and offered["answer_en"].startswith("Hello Sam")
    desk.submit(with_field="answer", answer="Jeg ringer.", answer_en="I will call you.")
    english = client.get(status)
    assert "I will call you." in english.text and "Jeg ringer." not in english.text
    assert "Jeg ringer." in client.get(status.removeprefix("/en")).text
    (mail,) = [mail for mail in enquiries.mails() if "/en/l/" in mail and "news" in mail]
    assert "call you" not in mail


def test_without_the_danish_one_the_english_answer_is_marked_as_english(
    client: PageClient, opening: Opening, enquiries: Enquiries
) -> None:
    page = enquiries.send(opening, language="en", **OTHER)
    desk = enquiries.at_desk()
    desk.submit(with_field="answer", status=422, answer="Kun dansk", answer_en="")
    desk.submit(with_field="answer", answer="", answer_en="I will call you.")
    danish = client.get("/l/" + page.url.rpartition("/l/")[2])
    assert 'lang="en">I will call you.' in danish.html


@pytest.mark.parametrize("field", ["answer", "answer_en"])
def test_neither_language_tells_the_company(opening: Opening, enquiries: Enquiries, field: str) -> None:
    enquiries.send(opening, language="en", **OTHER)
    texts = {"answer": "Jeg ringer.", "answer_en": "I will call."} | {field: "It is Kvistgren Lydværk."}
    page = enquiries.at_desk().submit(with_field="answer", status=422, **texts)
    assert "Skal væk" in page.text and enquiries.last().sealed_answer is None


def test_the_first_answer_to_a_dane_is_danish_alone(opening: Opening, enquiries: Enquiries) -> None:
    enquiries.send(opening)
    offered = typed(enquiries.at_desk().page)
    assert offered["answer"].startswith("Hej Asta\n") and "answer_en" not in offered


@pytest.mark.parametrize(
    ("situation", "danish", "english"),
    [
        ("talk", "Jeg vil gerne tale med dig", "I would like to talk"),
        ("more", "vil jeg gerne vide lidt mere", "like to know a little more"),
        ("gone", "Opgaven er ikke ledig længere", "no longer open"),
        ("other", "Måske gør opslaget under svaret", "The opening below"),
    ],
)
def test_a_template_for_each_situation_in_both_languages_and_nothing_is_saved(
    opening: Opening, enquiries: Enquiries, situation: str, danish: str, english: str
) -> None:
    enquiries.send(opening, language="en", **OTHER)
    desk = enquiries.at_desk()
    page = desk.submit(with_field="answer", fill=situation)
    assert danish in typed(page)["answer"] and english in typed(page)["answer_en"]
    assert enquiries.last().sealed_answer is None and enquiries.last().state == "new"


def test_a_template_never_takes_what_somebody_has_written(opening: Opening, enquiries: Enquiries) -> None:
    enquiries.send(opening)
    desk = enquiries.at_desk()
    page = desk.submit(with_field="answer", answer="Mit eget lange svar.", fill="gone")
    answer = typed(page)["answer"]
    assert answer.startswith("Mit eget lange svar.") and "ikke ledig længere" in answer
    # One template in place of another: there is nothing to lose.
    desk = enquiries.at_desk()
    desk.submit(with_field="answer", fill="gone")
    page = desk.submit(with_field="answer", fill="talk")
    assert "ikke ledig" not in typed(page)["answer"]
    # As a browser sends it, with the line ends of a form: the draft is not put under itself.
    offered = typed(page)["answer"]
    page = desk.submit(with_field="answer", answer=offered.replace("\n", "\r\n"), fill="talk")
    assert typed(page)["answer"] == offered


def test_who_tells_the_candidate_sees_which_company_it_is(opening: Opening, enquiries: Enquiries) -> None:
    enquiries.send(opening)
    page = enquiries.at_desk().page
    assert page is not None
    assert f'<a href="/konsulent/opslag/{opening.id}">{A_COMPANY.name}</a>' in page.html


def test_a_template_that_waits_for_a_question_is_not_sent(opening: Opening, enquiries: Enquiries) -> None:
    enquiries.send(opening)
    desk = enquiries.at_desk()
    desk.submit(with_field="answer", fill="more")
    page = desk.submit(with_field="answer", status=422)
    assert "Skriv dine egne ord, hvor skabelonen har klammer" in page.text
    assert enquiries.last().sealed_answer is None


def test_another_opening_is_pointed_at_with_a_link(
    client: PageClient, opening: Opening, enquiries: Enquiries, desk: Desk
) -> None:
    other = desk.published(title="Ordn et arkiv")
    status = "/l/" + enquiries.send(opening).url.rpartition("/l/")[2]
    address = f"http://127.0.0.1:8000/opslag/{other.public_id}"
    enquiries.at_desk().submit(with_field="answer", answer="Se den her.", other=address)
    assert client.get(status).link("Ordn et arkiv") == f"/opslag/{other.public_id}"


@pytest.mark.parametrize("other", ["et andet sted", "00000000-0000-4000-8000-000000000000"])
def test_an_opening_that_is_not_there_is_not_pointed_at(
    opening: Opening, enquiries: Enquiries, desk: Desk, other: str
) -> None:
    enquiries.send(opening)
    page = enquiries.at_desk().submit(with_field="answer", status=422, answer="Se den her.", other=other)
    assert page.title.startswith("Fejl: ") and "Se den her." in page.html
    draft = desk.draft(title="Hemmelig kladde")
    enquiries.at_desk().submit(with_field="answer", status=422, answer="Se den.", other=draft.id)


def test_the_desk_says_when_nobody_can_be_written_to(opening: Opening, enquiries: Enquiries) -> None:
    enquiries.send(opening, email="", phone="12 34 56 78")
    page = enquiries.at_desk().submit(with_field="answer", answer="Jeg ringer.")
    assert "Ring, og sig, at der er svar" in page.text
    assert all("To: " + enquiries.desk.author.email in mail for mail in enquiries.mails())


def test_an_answer_sealed_before_there_were_two_languages_is_read(
    client: PageClient, opening: Opening, enquiries: Enquiries
) -> None:
    from portal.enquiries import sealed

    status = "/l/" + enquiries.send(opening).url.rpartition("/l/")[2]
    row = enquiries.last()
    old = sealed._seal(enquiries.ring, row.id, "answer", "Jeg ringer {snart}.")
    with enquiries.database.writing() as session:
        session.get_one(type(row), row.id).sealed_answer = old
    assert "Jeg ringer {snart}." in client.get(status).text


def test_what_was_typed_is_shown_again_when_the_page_comes_back(
    opening: Opening, enquiries: Enquiries
) -> None:
    enquiries.send(opening)
    desk = enquiries.at_desk()
    page = desk.submit(with_field="answer", status=422, answer="Ring 010190-1234 om alt det lange")
    assert "010190" not in page.html and "om alt det lange" in page.html
    page = desk.post(f"{INBOX}/{enquiries.last().id}", {"answer": "x" * 2001}, status=422)
    assert "x" * 2001 in page.html
