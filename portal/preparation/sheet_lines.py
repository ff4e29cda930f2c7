"""The lines of the sheet as digests, so that a later sheet can say which are new."""

import hashlib

from portal.preparation.answers import Answers


def digests(answers: Answers) -> tuple[str, ...]:
    """A short digest of every line of the agenda as it stands on the sheet."""
    return tuple(hashlib.sha256(item.text.encode()).hexdigest()[:16] for item in answers.agenda if item.text)
