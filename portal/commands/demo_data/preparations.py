"""Three invented preparations, made and shared through the ordinary services."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

from sqlalchemy.orm import Session

from portal.installation import Installation
from portal.openings.service import Filters, published
from portal.preparation import service, share_service, vault_service
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
from portal.preparation.session_service import Holder, find_holder
from portal.shared.codes import CodeKind
from portal.shared.dates import add_working_days


def make_demo_preparations(installation: Installation) -> list[Mapping[str, str]]:
    """`[{language, owner_code, conversation_code}]`: a full one, a short English one, a follow-up."""
    day = add_working_days(installation.clock.today(), 4)
    with installation.database.reading() as session:
        page = published(
            session, Filters(types=("praktik",), fields=("kommunikation-it",)), clock=installation.clock
        )
    opening = (page.items[0].id, page.items[0].title) if page.items else ("", "")
    return [
        _make(installation, _with_depth(_danish(day, *opening)), "da"),
        _make(installation, _english(day), "en"),
        _make(installation, _follow_up(day), "da"),
    ]


def _make(installation: Installation, answers: Answers, language: str) -> Mapping[str, str]:
    database, ring, clock = installation.database, installation.ring, installation.clock
    owner = vault_service.new_wrap(database, CodeKind.OWNER)
    days = installation.organisation.form_days
    with database.writing() as session:
        opened = service.begin(session, owner, ring=ring, clock=clock, days=days)
    holder = find_holder(database, clock, opened.token)
    assert holder is not None
    conversation = vault_service.new_wrap(database, CodeKind.CONVERSATION)
    with database.writing() as session:
        _save_all(session, holder, answers, installation)
        share_service.share(session, holder, answers, conversation, ring=ring, clock=clock)
    codes = {"owner_code": opened.code_text, "conversation_code": conversation.code.text}
    return {"language": language} | codes


def _save_all(session: Session, holder: Holder, answers: Answers, installation: Installation) -> None:
    for step in (one for one, filled in answers.answered.items() if filled or one == "meeting"):
        answers = answers.with_step_saved(step, installation.clock.now())
    service.save(
        session,
        holder,
        answers,
        "proposals",
        ring=installation.ring,
        clock=installation.clock,
        days=installation.organisation.form_days,
    )


def _danish(day: date, opening_id: str, opening_title: str) -> Answers:
    return Answers(
        meeting=Meeting(
            whom="kommune", first="ja", form="telefon", on=day.isoformat(), at="10.30", companion=True
        ),
        agenda=(
            Item("Hvilke job uden for universitetet kan jeg søge med en ph.d. i historie?"),
            Item("Hvad tæller som jobsøgning, når jeg skriver til nogen uopfordret?"),
            Item("Jeg er bange for at sidde i praktik uden at lære noget.", shown=False),
        ),
        questions=Item("Må jeg tage et vikariat på 15 timer om ugen?"),
        adverts=(
            Advert("Fuldmægtig, kulturområdet", "En styrelse", "om to uger", on_jobnet=True),
            Advert("Projektmedarbejder", "En fond"),
        ),
        fields=("kommunikation-it", "offentlig"),
        proposals=(
            Proposal(
                opening_id=opening_id, opening_title=opening_title, contact="Vil gerne høre, hvem det er"
            ),
            Proposal(
                workplace="Museum eller arkiv med egne samlinger",
                tasks="Gøre et register søgbart for skoler",
                learn="metadata og formidling til børn",
                contact="Jeg ringer selv til to steder i denne uge",
            ),
        ),
    )


def _with_depth(answers: Answers) -> Answers:
    return replace(
        answers,
        want=Want(
            dream=Item("Samlingsinspektør på et museum"),
            good=Item("Udvikling af undervisning og digitale samlinger i en kommune eller en fond"),
            bills=Item("Administration på en uddannelse", shown=False),
        ),
        can=(
            Competence("Formidling", "12 foredrag på biblioteker", "Forklare kunder, hvad et produkt kan"),
            Competence("Kildekritik", "Ph.d. i historie", "Undersøge et marked og skrive, hvad der holder"),
        ),
        search=Search(
            channels=("jobnet", "netvaerk", "uopfordret"),
            rhythm=Item("To formiddage om ugen, og en opringning hver torsdag"),
            network=Item("To tidligere kolleger, der nu er i en fond"),
            next_steps=(
                NextStep("Ringe til to arkiver om deres register", "torsdag", "Jeg har talt med begge"),
            ),
        ),
        smv=(Item("De har gamle tegninger og billeder liggende, som ingen kan finde i"),),
        mobility=Mobility(
            areas=("byen-koebenhavn", "oestsjaelland"),
            remote="lidt",
            neighbours=(Item("Undervisningsmateriale på et forlag"),),
        ),
    )


def _follow_up(day: date) -> Answers:
    return Answers(
        meeting=Meeting(whom="kommune", first="nej", form="fremmoede", on=day.isoformat(), at="13.15"),
        since=Since(
            done=Item("Fire ansøgninger, og to samtaler med folk i branchen"),
            learnt=Item("De spørger alle efter tal. Jeg skal kunne vise et regneark"),
            agreed=Item("At jeg ville finde et sted til praktik. I a-kassen: gå til et møde om CV"),
        ),
        agenda=(
            Item("Hvordan lærer jeg Excel godt nok, mens jeg søger?"),
            Item("Kan praktikken begynde før jul?"),
        ),
        proposals=(Proposal(workplace="Et lille forlag", tasks="Lave overblik over salg og lager"),),
        markers=Markers(
            (
                Reading((day - timedelta(days=75)).isoformat(), {"retning": 3, "kan": 2, "overskud": 7}),
                Reading((day - timedelta(days=40)).isoformat(), {"retning": 5, "kan": 5, "overskud": 6}),
                Reading((day - timedelta(days=8)).isoformat(), {"retning": 6, "kan": 5, "overskud": 4}),
            )
        ),
    )


def _english(day: date) -> Answers:
    later = day + timedelta(days=1)
    return Answers(
        meeting=Meeting(
            whom="a-kasse", first="ja", form="video", on=later.isoformat(), at="9.00", language="en"
        ),
        agenda=(
            Item("Which companies use English at work, and how do I find them?"),
            Item("How many jobs should I apply for?"),
        ),
        questions=Item(""),
        adverts=(Advert("Environmental data analyst", "Engineering consultancy"),),
        fields=("bygge-groen", "videnerhverv"),
        proposals=(
            Proposal(
                workplace="A small engineering company",
                tasks="Compare building materials by their climate footprint",
                learn="Danish rules for climate calculations",
                contact="I write to them myself",
            ),
        ),
    )
