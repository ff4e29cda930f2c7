"""Writing an opening: a quick draft, what a reader may see, the company's yes, saved as it is written."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from portal.openings import draft_service, life_service, review_service
from portal.openings.competence_words import in_text, word_notes
from portal.openings.draft_service import EditedElsewhere, Saving
from portal.openings.gate import Examination, has_valid_yes, readiness
from portal.openings.models import Opening
from portal.openings.rules import QUALITY_POINTS
from portal.shared.actors import Role
from portal.shared.clock import FrozenClock
from portal.shared.errors import NotAllowedNow
from tests.builders import Staff, make_team
from tests.openings.builders import A_COMPANY, AN_OPENING, DAYS, Desk
from tests.openings.test_desk_pages import opening_form
from tests.page import PageClient


@pytest.fixture
def desk(staff: Staff, clock: FrozenClock) -> Desk:
    return Desk(staff, clock)


@pytest.fixture
def writer(staff: Staff, desk: Desk) -> PageClient:
    return staff.client(desk.author)


def change(desk: Desk, opening: Opening, saving: Saving | None = None, **changes: object) -> Opening:
    fields = replace(AN_OPENING, company_id=opening.company_id, **changes)  # type: ignore[arg-type]
    with desk.database.writing() as session:
        return draft_service.change_draft(
            session, desk.author, opening.id, fields, clock=desk.clock, saving=saving
        )


def submit(desk: Desk, opening: Opening) -> None:
    examination = draft_service.examine_stored(desk.database, desk.author, opening.id)
    with desk.database.writing() as session:
        life_service.submit(session, desk.author, opening.id, examination, ring=desk.ring, clock=desk.clock)


def test_three_things_are_enough_for_a_draft(desk: Desk, writer: PageClient) -> None:
    company = desk.company()
    writer.get("/konsulent/opslag/nyt")
    page = writer.submit(
        "/konsulent/opslag/nyt", company_id=company.id, type="praktik", title="Ryd op", then="save"
    )
    assert "Kladden er gemt." in page.text
    assert "Udfyld “Det skal der laves”" in page.text and "Udfyld “Arbejdssprog”" in page.text
    writer.follow("Vis eller print det, som alle vil se")


def test_a_new_opening_has_no_working_language_until_somebody_chooses(desk: Desk, writer: PageClient) -> None:
    page = writer.get("/konsulent/opslag/nyt")
    chosen = [o.get("value") for s in page.tree.iter("select") if s.get("name") == "language"
              for o in s.iter("option") if o.get("selected") is not None]  # fmt: skip
    assert chosen in ([], [""])
    with pytest.raises(NotAllowedNow):
        submit(desk, desk.draft(language=""))


@pytest.mark.parametrize("lacking", QUALITY_POINTS)
def test_a_praktik_is_not_submitted_before_every_point_is_confirmed(desk: Desk, lacking: str) -> None:
    points = tuple(point for point in QUALITY_POINTS if point != lacking)
    company = desk.company()
    with pytest.raises(NotAllowedNow):
        submit(desk, desk.draft(company, quality=points))
    submit(desk, desk.draft(company, type="job", quality=()))


def test_a_yes_holds_for_the_text_it_was_said_to(desk: Desk) -> None:
    opening = desk.draft()
    assert has_valid_yes(opening)
    changed = change(desk, opening, tasks="Du skriver tre helt andre udgaver.")
    assert not has_valid_yes(changed)
    examination = draft_service.examine_stored(desk.database, desk.author, opening.id)
    assert readiness(changed, examination).had_yes
    with pytest.raises(NotAllowedNow):
        submit(desk, opening)
    assert has_valid_yes(change(desk, opening)), "the old words again are the words they said yes to"


def test_a_tick_says_yes_today_and_another_day_says_yes_that_day(desk: Desk) -> None:
    opening = desk.draft(company_yes_on=None)
    assert not has_valid_yes(opening)
    ticked = change(desk, opening, Saving(says_yes=True), company_yes_on=None, day="Du skriver.")
    assert has_valid_yes(ticked) and ticked.company_yes_on == desk.clock.today()
    assert not has_valid_yes(change(desk, opening, company_yes_on=None, day="Du ringer."))
    moved = change(desk, opening, company_yes_on=date(2026, 11, 21), day="Du ringer.")
    assert has_valid_yes(moved) and moved.company_yes_on == date(2026, 11, 21)


def test_an_earlier_day_than_the_stored_one_is_no_yes_to_changed_words(desk: Desk) -> None:
    """A page that was opened before the tick still holds the old day and sends it with the next words."""
    opening = desk.draft()
    ticked = change(desk, opening, Saving(says_yes=True), day="Du skriver.")
    assert has_valid_yes(ticked) and ticked.company_yes_on == desk.clock.today()
    assert not has_valid_yes(change(desk, opening, day="Du ringer."))


def test_a_day_that_is_corrected_keeps_the_yes_to_the_same_words(desk: Desk) -> None:
    opening = desk.draft(company_yes_on=date(2026, 11, 21))
    moved = change(desk, opening, company_yes_on=date(2026, 11, 20))
    assert has_valid_yes(moved) and moved.company_yes_on == date(2026, 11, 20)


def test_nobody_approves_a_text_the_company_has_not_said_yes_to(desk: Desk) -> None:
    opening = desk.in_review()
    with desk.database.writing() as session:
        session.get_one(Opening, opening.id).yes_digest = "another text"
    examination = draft_service.examine_stored(desk.database, desk.reader, opening.id)
    with desk.database.writing() as session:
        review_service.guess(session, desk.reader, opening.id, ["ved ikke"], clock=desk.clock)
    with pytest.raises(NotAllowedNow), desk.database.writing() as session:
        review_service.approve(session, desk.reader, opening.id, examination, {}, clock=desk.clock, days=DAYS)


def test_the_form_says_kindly_that_the_yes_was_for_another_text(desk: Desk, writer: PageClient) -> None:
    opening = desk.draft()
    writer.get(f"/konsulent/opslag/{opening.id}")
    page = writer.submit(f"/konsulent/opslag/{opening.id}", tasks="Du skriver noget andet.", then="submit")
    assert "Teksten er ændret, siden virksomheden sagde ja." in page.text
    page = writer.submit(f"/konsulent/opslag/{opening.id}", says_yes="y", then="submit")
    assert "sendt til gennemsyn" in page.text


def test_who_saves_over_a_newer_draft_sees_both_and_loses_nothing(
    staff: Staff, desk: Desk, writer: PageClient
) -> None:
    opening = desk.draft()
    colleague = staff.sign_in(Role.COMPANY_CONSULTANT)
    address = f"/konsulent/opslag/{opening.id}"
    writer.get(address)
    colleague.get(address)
    colleague.submit(address, tasks="Kollegaens opgave.", then="save")
    page = writer.submit(address, tasks="Min egen opgave.", then="save", status=409)
    assert "Kollegaens opgave." in page.text and "Min egen opgave." in page.html
    assert desk.stored(opening).tasks == "Kollegaens opgave."
    writer.submit(address, then="save")
    assert desk.stored(opening).tasks == "Min egen opgave."


def test_what_was_typed_is_saved_although_the_company_changed_while_it_was_sent_on(
    desk: Desk, writer: PageClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    company = desk.company()
    opening, examine_fields = desk.draft(company), draft_service.examine_fields

    def meanwhile(*arguments: Any) -> Examination:
        examination = examine_fields(*arguments)
        with desk.database.writing() as session:
            session.get_one(type(company), company.id).brands = ["Nordlyset"]
        return examination

    monkeypatch.setattr(draft_service, "examine_fields", meanwhile)
    writer.get(f"/konsulent/opslag/{opening.id}")
    writer.submit(
        f"/konsulent/opslag/{opening.id}", tasks="Du skriver om Nordlyset.", says_yes="y", then="submit"
    )
    assert (desk.stored(opening).state, desk.stored(opening).tasks) == ("draft", "Du skriver om Nordlyset.")


def test_the_same_words_saved_twice_are_no_quarrel(desk: Desk) -> None:
    opening = desk.draft()
    change(desk, opening, tasks="Det samme.")
    change(desk, opening, Saving(version=1), tasks="Det samme.")
    with pytest.raises(EditedElsewhere):
        change(desk, opening, Saving(version=1), tasks="Noget andet.")


def test_a_draft_is_saved_while_it_is_written_and_the_gate_answers(desk: Desk, writer: PageClient) -> None:
    company = desk.company()
    typed = opening_form(company_id=company.id, tasks="Du skriver for Kvistgren.")
    answer = live(writer, "/konsulent/opslag/nyt/gem", typed)
    assert "Gemt kl. " in answer and "Ét sted skal væk." in answer
    assert '<mark class="block">Kvistgren</mark>' in answer and 'data-version="1"' in answer
    address = answer.partition('data-live="')[2].partition('"')[0]
    answer = live(writer, address, typed | {"tasks": "Du skriver.", "version": "1"})
    assert "<mark" not in answer and 'data-version="2"' in answer
    for known in (*A_COMPANY.former_names, *A_COMPANY.brands, A_COMPANY.cvr, A_COMPANY.contact_name):
        assert known not in answer, "the answer shows what was typed, never what it was compared with"


def test_what_cannot_be_saved_yet_is_said_without_saving(desk: Desk, writer: PageClient) -> None:
    opening = desk.draft()
    typed = opening_form(company_id=opening.company_id, hours="mange", tasks="Nyt.")
    answer = live(writer, f"/konsulent/opslag/{opening.id}/gem", typed, status=422)
    assert "Ikke gemt endnu." in answer and "Timer om ugen" in answer
    assert desk.stored(opening).tasks == AN_OPENING.tasks


def test_a_save_in_the_background_never_goes_over_a_newer_draft(desk: Desk, writer: PageClient) -> None:
    opening = desk.draft()
    change(desk, opening, tasks="Nyere.")
    typed = opening_form(company_id=opening.company_id, tasks="Ældre.", version="1")
    assert "gemt et andet sted" in live(writer, f"/konsulent/opslag/{opening.id}/gem", typed, status=409)
    assert desk.stored(opening).tasks == "Nyere."


def test_the_answer_tells_the_page_the_day_of_a_yes_that_was_ticked(desk: Desk, writer: PageClient) -> None:
    """The date beside the tick is sent with the next save and must not be the one from before."""
    opening = desk.draft()
    typed = opening_form(company_id=opening.company_id, says_yes="y", version="1")
    assert 'data-yes-on="2026-11-24"' in live(writer, f"/konsulent/opslag/{opening.id}/gem", typed)


def test_strangers_save_nothing_in_the_background(staff: Staff, desk: Desk) -> None:
    opening = desk.draft()
    with staff.database.writing() as session:
        other = make_team(session, "Et andet hold").id
    stranger = staff.sign_in(Role.COMPANY_CONSULTANT, other)
    own = Desk(staff, desk.clock, other).company()
    typed = opening_form(company_id=own.id)
    live(stranger, f"/konsulent/opslag/{opening.id}/gem", typed, status=404)
    live(stranger, "/konsulent/opslag/nyt/gem", opening_form(company_id=opening.company_id), status=422)


def live(client: PageClient, address: str, typed: dict[str, object], status: int = 200) -> str:
    """What the script of the page is told; it is no page of its own."""
    answer = client.http.post(address, data=typed)
    assert answer.status_code == status, answer.text
    return answer.text


def test_competences_come_in_fields_of_their_own_or_as_a_pasted_list(desk: Desk, writer: PageClient) -> None:
    opening = desk.draft()
    writer.get(f"/konsulent/opslag/{opening.id}")
    writer.submit(f"/konsulent/opslag/{opening.id}", competences=["Excel, interview", "", "klarsprog"])
    assert desk.stored(opening).competences == ["Excel", "interview", "klarsprog"]


def test_an_unknown_competence_is_kept_and_the_nearest_pointed_out(desk: Desk, writer: PageClient) -> None:
    opening = desk.draft(competences=("interveiw", "regnbuesnak"))
    text = writer.get(f"/konsulent/opslag/{opening.id}").text
    assert "“interveiw” står ikke på listen. Mener du “interview”?" in text
    assert "“regnbuesnak” står ikke på listen." in text
    assert [note.word for note in word_notes(["SoMe", "sociale medier"])] == []


def test_competences_the_text_mentions_are_offered_once() -> None:
    texts = ["Du laver interview og sociale medier, og så et interview til."]
    assert in_text(texts, ()) == ["interview", "SoMe"]
    assert in_text(texts, ("sociale medier",)) == ["interview"]
    # The words of every other text are no teaching and no maps.
    assert in_text(["Du lærer at skrive kort."], ()) == []


def test_what_is_no_number_is_told_once(desk: Desk, writer: PageClient) -> None:
    opening = desk.draft()
    writer.get(f"/konsulent/opslag/{opening.id}")
    page = writer.submit(f"/konsulent/opslag/{opening.id}", hours="mange", status=422)
    assert "Der er én ting, du skal rette" in page.text and "Skriv et helt tal." in page.text


def test_titles_can_be_chosen_from_the_register_or_free(writer: PageClient) -> None:
    page = writer.get("/konsulent/opslag/nyt")
    lists = {
        one.get("id"): [o.get("value") for o in one.iter("option")] for one in page.tree.iter("datalist")
    }
    assert "Byplanlægger" in lists["jobnavne"] and "interview" in lists["kompetencer"]


def test_no_choice_of_working_language_is_made_for_anybody(desk: Desk, writer: PageClient) -> None:
    opening = desk.draft(language="", field="")
    page = writer.get(f"/konsulent/opslag/{opening.id}/vis")
    assert page.text.count("ikke valgt endnu") == 2


def test_a_title_of_the_register_brings_its_fagomraade_and_a_choice_stays(
    desk: Desk, writer: PageClient
) -> None:
    opening = desk.draft(field="")
    address = f"/konsulent/opslag/{opening.id}"
    writer.get(address)
    writer.submit(address, title="Byplanlægger", then="save")
    assert desk.stored(opening).field == "offentlig"
    writer.submit(address, field="bygge-groen", then="save")
    assert desk.stored(opening).field == "bygge-groen"


def test_what_is_typed_into_a_draft_that_was_sent_on_meanwhile_is_shown_again(
    desk: Desk, writer: PageClient
) -> None:
    opening = desk.draft()
    address = f"/konsulent/opslag/{opening.id}"
    writer.get(address)
    submit(desk, opening)
    page = writer.submit(address, tasks="Skrevet for sent.", status=409)
    assert "Skrevet for sent." in page.html and "ikke en kladde mere" in page.text
    typed = opening_form(company_id=opening.company_id)
    assert "ikke en kladde mere" in live(writer, f"{address}/gem", typed, status=409)
    assert desk.stored(opening).tasks == AN_OPENING.tasks
