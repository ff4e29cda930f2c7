"""From one conversation to the next: what goes along, and what begins again."""

from dataclasses import replace
from datetime import date

from portal.preparation.answers import Answers, Since

# What was typed there and never saved belongs to the conversation that is over.
OVER = ("meeting", "since")


def next_round(answers: Answers, on: date, lines_before: tuple[str, ...]) -> Answers:
    """The answers as the candidate finds them after a conversation.

    Nothing counts as looked over any more. The day is unknown again, and "Siden sidst" is about the time
    from now on. Everything else goes along.
    """
    return replace(
        answers,
        meeting=replace(answers.meeting, first="nej", on="", at=""),
        since=Since(),
        saved={},
        unsure=(),
        drafts={step: draft for step, draft in answers.drafts.items() if step not in OVER},
        round=answers.round + 1,
        round_on=on.isoformat(),
        lines_before=lines_before,
    )
