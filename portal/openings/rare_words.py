"""Words that only this company's openings hold: whoever reads two of them sees that they belong together."""

from collections.abc import Iterable, Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.openings.detector.folding import fold
from portal.openings.detector.words import Dictionary, danish_dictionary, read_list, split_words
from portal.openings.gate import public_texts
from portal.openings.models import Opening, PublicOpeningRow
from portal.openings.public import folded

SHORTEST = 5
MOST = 8
# A company's openings are few; of one that has very many the newest tell enough.
MOST_OPENINGS = 20


def rare_words(session: Session, opening: Opening, dictionary: Dictionary | None = None) -> tuple[str, ...]:
    """Words of this opening and of another the company published anonymously, in nobody else's live one.

    Without a whole dictionary every inflection would count, so nothing is said.
    """
    known = dictionary or danish_dictionary()
    others = _published_beside(session, opening) if known.complete and not opening.named else []
    if not others:
        return ()
    elsewhere = {word for other in others for word in _unusual(other, known)}
    shared = sorted(elsewhere & set(_unusual(opening, known)))
    own = [one.public_id for one in (*others, opening) if one.public_id]
    return tuple(word for word in shared[:MOST] if not _is_used(session, word, own))


def _published_beside(session: Session, opening: Opening) -> list[Opening]:
    beside = (
        select(Opening)
        .where(
            Opening.company_id == opening.company_id,
            Opening.id != opening.id,
            Opening.published_on.is_not(None),
            Opening.named.is_(False),
        )
        .order_by(Opening.published_on.desc(), Opening.id)
        .limit(MOST_OPENINGS)
    )
    return list(session.scalars(beside))


def _unusual(opening: Opening, known: Dictionary) -> Iterator[str]:
    """Words that are neither ordinary Danish nor a tool, a competence or English of the opening's own."""
    texts = public_texts(opening)
    danish = "\n".join(text for name, text in texts.items() if not name.endswith("_en"))
    listed = read_list("allow.txt") | _plain(opening.competences)
    for word in split_words(fold(danish)):
        is_word = len(word.lower) >= SHORTEST and word.lower not in listed
        if is_word and not known.knows(word.lower) and not known.can_build(word.lower):
            yield word.lower


def _plain(competences: Iterable[str]) -> set[str]:
    return {word.lower() for name in competences for word in name.split()}


def _is_used(session: Session, word: str, own: list[str]) -> bool:
    held = PublicOpeningRow.folded.contains(folded(word), autoescape=True)
    others = select(PublicOpeningRow.id).where(held, PublicOpeningRow.id.not_in(own)).limit(1)
    return session.scalar(others) is not None
