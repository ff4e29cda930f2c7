"""What a consultant passes on by their own mail or telephone, once the candidate has said yes."""

from portal.enquiries.inbox_service import Opened
from portal.enquiries.rules import State

# Always Danish: it is for the company, which has written its opening in Danish.
TEXT = (
    "Hej\n\nJeg har en kandidat, der gerne vil tale om opgaven “%(title)s”.\n\n"
    "%(name)s skriver:\n\nHvorfor: %(why)s\n\nDet første: %(first)s\n\nHvornår: %(when)s\n\n"
    "Kontakt: %(contact)s\n\nVenlig hilsen\n%(sender)s"
)


def text_to_copy(opened: Opened, sender: str) -> str:
    """Empty before the yes: first name, contact and what was written, in Danish for the company."""
    content = opened.content
    if content is None or opened.candidate_yes_on is None or opened.state not in (State.FORWARDED, State.MET):
        return ""
    return TEXT % {
        "title": opened.title,
        "name": content.first_name,
        "why": content.why,
        "first": content.first,
        "when": content.when,
        "contact": ", ".join(way for way in (content.phone, content.email) if way),
        "sender": sender,
    }
