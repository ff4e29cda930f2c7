"""The exact text that is pasted into the case system."""

from portal.agreements.rules import (
    Agreement,
    Block,
    Commitment,
    Field,
    Limits,
    Module,
    Opening,
    OpeningList,
    Part,
    Standing,
    blocks,
    characters,
    english_text,
    sentence,
    tidy,
)

LIMITS = Limits(agreement=1000, goal=400, offer_status=250)
HOUSE = "https://samtaleklar.example"
AGREEMENT = Agreement(
    commitments=(
        Commitment(
            "Du ringer til to museer og spørger, om de har et register, der trænger til en hånd",
            "fredag den 4. december 2026",
            "To samtaler skrevet i joblog",
        ),
    ),
    openings=(
        Opening("Ryd op i 14.000 stamkort", f"{HOUSE}/opslag/4f1c", Standing.INSPIRATION),
        Opening("Skriv to ansøgninger om støtte", f"{HOUSE}/opslag/9a2b", Standing.AGREED),
    ),
    lists=(OpeningList("Videnerhverv", f"{HOUSE}/opslag?field=videnerhverv"),),
    modules=(
        Module("Lav et praktikforslag til samtalen", f"{HOUSE}/m/praktikforslag", 8),
        Module("Før din første samtale: 45 minutter online", f"{HOUSE}/m/webinar-x", 45, webinar=True),
    ),
    next_booking="fredag den 15. januar 2027",
    offer_status="Ingen tilbud siden sidst.",
)
REFERRED = Agreement(
    openings=(Opening("Ryd op i 14.000 stamkort", f"{HOUSE}/opslag/4f1c", Standing.REFERRED),)
)


def texts(agreement: Agreement) -> dict[Field, str]:
    return {block.field: block.text for block in blocks(agreement, LIMITS)}


def test_the_agreement_is_pasted_exactly_like_this() -> None:
    assert texts(AGREEMENT)[Field.AGREEMENT] == (
        "Du ringer til to museer og spørger, om de har et register, der trænger til en hånd.\n"
        "Senest fredag den 4. december 2026.\n"
        "Det kan vi se på: To samtaler skrevet i joblog.\n"
        "Aftalt: Skriv to ansøgninger om støtte\n"
        "https://samtaleklar.example/opslag/9a2b\n"
        "Til inspiration: Ryd op i 14.000 stamkort\n"
        "https://samtaleklar.example/opslag/4f1c\n"
        "Flere opslag: Videnerhverv\n"
        "https://samtaleklar.example/opslag?field=videnerhverv\n"
        "Du læser: Lav et praktikforslag til samtalen (8 min.)\n"
        "https://samtaleklar.example/m/praktikforslag\n"
        "Webinar: Før din første samtale: 45 minutter online (45 min.)\n"
        "https://samtaleklar.example/m/webinar-x"
    )


def test_every_field_of_the_case_system_has_its_text() -> None:
    found = texts(AGREEMENT)

    assert list(found) == list(Field)
    assert found[Field.DEADLINE] == "fredag den 4. december 2026"
    assert found[Field.NEXT_BOOKING] == "fredag den 15. januar 2027"
    assert found[Field.OFFER_STATUS] == "Ingen tilbud siden sidst."
    assert found[Field.GOAL] == (
        "Du ringer til to museer og spørger, om de har et register, der trænger til en hånd. "
        "Senest fredag den 4. december 2026. Det kan vi se på: To samtaler skrevet i joblog."
    )


def test_a_goal_that_was_written_is_used_as_it_is() -> None:
    agreement = Agreement(commitments=AGREEMENT.commitments, goal=" Inden jul har jeg talt med to museer. ")

    assert texts(agreement)[Field.GOAL] == "Inden jul har jeg talt med to museer."


def test_a_referral_says_what_it_means_and_the_others_do_not() -> None:
    meaning = "Henvist betyder, at et nej kan koste dagpenge. Tal med din konsulent, før du siger nej."

    assert texts(REFERRED)[Field.AGREEMENT] == (
        f"Henvist: Ryd op i 14.000 stamkort\nhttps://samtaleklar.example/opslag/4f1c\n{meaning}"
    )
    assert meaning not in texts(AGREEMENT)[Field.AGREEMENT]


def test_what_a_referral_means_stands_right_under_the_referred_openings() -> None:
    openings = (*AGREEMENT.openings, *REFERRED.openings)

    lines = texts(Agreement(openings=openings))[Field.AGREEMENT].splitlines()

    assert lines[0].startswith("Henvist: ")
    assert lines[2].startswith("Henvist betyder")
    assert [lines[3].partition(":")[0], lines[5].partition(":")[0]] == ["Aftalt", "Til inspiration"]


def test_the_english_text_says_the_same() -> None:
    english = Agreement(
        commitments=(
            Commitment("You call two museums", "Friday 4 December 2026", "Two calls in your job log"),
        ),
        openings=REFERRED.openings,
        lists=(OpeningList("Knowledge industries", f"{HOUSE}/en/openings?field=videnerhverv"),),
        modules=(Module("Make a placement proposal", f"{HOUSE}/en/m/praktikforslag", 8),),
        next_booking="Friday 15 January 2027",
    )

    assert english_text(english) == (
        "You call two museums.\n"
        "By Friday 4 December 2026.\n"
        "We can see it by: Two calls in your job log.\n"
        "Referred: Ryd op i 14.000 stamkort\n"
        "https://samtaleklar.example/opslag/4f1c\n"
        "Referred means that a no can cost you benefits. Talk to your consultant before you say no.\n"
        "More openings: Knowledge industries\n"
        "https://samtaleklar.example/en/openings?field=videnerhverv\n"
        "You read: Make a placement proposal (8 min.)\n"
        "https://samtaleklar.example/en/m/praktikforslag\n"
        "Book your next meeting yourself by Friday 15 January 2027."
    )


def test_fields_with_nothing_in_them_are_left_out() -> None:
    agreement = Agreement(modules=(Module("Kom godt i gang", f"{HOUSE}/m/start"),))

    assert texts(agreement) == {
        Field.AGREEMENT: "Du læser: Kom godt i gang\nhttps://samtaleklar.example/m/start"
    }
    assert blocks(Agreement(), LIMITS) == []
    assert english_text(Agreement()) == ""


def test_the_two_lines_of_a_section_can_be_pasted_as_what_the_candidate_does_and_the_link_holds() -> None:
    pasted = f"Læs afsnittet “Antallet” i “At stå til rådighed” (1 min.).\n{HOUSE}/m/raadighed#antal"
    agreement = Agreement(commitments=(Commitment(pasted, "fredag den 4. december 2026"),))

    texts = {block.field: block.text for block in blocks(agreement, LIMITS)}

    expected = f"{pasted}\nSenest fredag den 4. december 2026."
    assert texts[Field.AGREEMENT] == expected
    assert texts[Field.GOAL] == expected


def test_every_link_stands_alone_on_its_line() -> None:
    for line in texts(AGREEMENT)[Field.AGREEMENT].splitlines():
        assert "http" not in line or (line.startswith("https://") and " " not in line)


def test_over_the_limit_the_longest_part_is_named_first() -> None:
    agreement = Agreement(commitments=(Commitment("x" * 300),), modules=AGREEMENT.modules)
    block = blocks(agreement, Limits(agreement=400, goal=400, offer_status=250))[0]

    assert block.over == block.length - 400 > 0
    assert [part for part, _ in block.longest_first] == [Part.COMMITMENT, Part.MODULES]
    assert block.longest_first[0] == (Part.COMMITMENT, 301)


def test_the_limit_itself_is_not_too_much() -> None:
    assert Block(Field.GOAL, "x" * 400, 400).over == 0
    assert Block(Field.GOAL, "x" * 401, 400).over == 1
    assert Block(Field.DEADLINE, "x" * 9000).over == 0


def test_characters_are_counted_as_a_web_page_counts_them() -> None:
    assert characters("æøå") == 3
    assert characters("a\nb") == 3
    assert characters("🚲") == 2


def test_what_was_typed_is_tidied_and_never_reworded() -> None:
    assert tidy("  Ring  til museet.\r\n\r\n Skriv\tbagefter ") == "Ring til museet.\nSkriv bagefter"
    assert sentence("Ring til museet") == "Ring til museet."
    assert sentence("Hvem ringer?") == "Hvem ringer?"
    assert sentence("") == ""
