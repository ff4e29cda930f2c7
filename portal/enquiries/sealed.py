"""What of an enquiry is stored sealed: the candidate's words, the answer, and why it was closed."""

import hashlib
import json
from dataclasses import asdict, dataclass

from portal.enquiries.models import Enquiry
from portal.shared.keyring import KeyRing
from portal.shared.sealing import seal_with_ring, unseal_with_ring

PURPOSE = "enquiries"


@dataclass(frozen=True)
class Content:
    """What a candidate wrote; it is stored sealed and shown only to the team that owns the opening."""

    why: str
    first: str
    when: str
    name: str
    email: str
    phone: str
    may_forward: bool
    not_to_contact: str

    def __repr__(self) -> str:
        return "Content(***)"

    @property
    def first_name(self) -> str:
        return self.name.split()[0] if self.name.split() else ""


@dataclass(frozen=True)
class Answer:
    """What the candidate reads, in Danish, and in English to one who wrote in English."""

    da: str = ""
    en: str = ""
    # The public id of another opening that the consultant points at.
    other: str = ""

    def __repr__(self) -> str:
        return "Answer(***)"

    def __bool__(self) -> bool:
        return bool(self.da or self.en)

    @property
    def mark(self) -> str:
        """Tells whether it is still the answer that somebody had before them."""
        said = json.dumps(asdict(self), sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(said.encode()).hexdigest()[:16] if self else ""

    def shown(self, lang: str) -> tuple[str, str]:
        """The text for a page in the language, and the language the text is in."""
        in_danish = bool(self.da) and (lang == "da" or not self.en)
        return (self.da, "da") if in_danish else (self.en, "en")


def seal_content(ring: KeyRing, enquiry_id: str, content: Content) -> bytes:
    return _seal(ring, enquiry_id, "content", json.dumps(asdict(content)))


def content_of(ring: KeyRing, enquiry: Enquiry) -> Content | None:
    """What the candidate wrote, or None once it was withdrawn."""
    if enquiry.sealed is None:
        return None
    return Content(**json.loads(_unseal(ring, enquiry.id, "content", enquiry.sealed)))


def seal_answer(ring: KeyRing, enquiry_id: str, answer: Answer) -> bytes:
    return _seal(ring, enquiry_id, "answer", json.dumps(asdict(answer)))


def answer_of(ring: KeyRing, enquiry: Enquiry) -> Answer:
    if enquiry.sealed_answer is None:
        return Answer()
    return _read_answer(_unseal(ring, enquiry.id, "answer", enquiry.sealed_answer), enquiry.language)


def _read_answer(text: str, language: str) -> Answer:
    """An answer that was sealed before there were two languages is plain text."""
    try:
        return Answer(**json.loads(text))
    except (ValueError, TypeError):
        return Answer(en=text) if language == "en" else Answer(da=text)


def seal_reason(ring: KeyRing, enquiry_id: str, reason: str) -> bytes | None:
    return _seal(ring, enquiry_id, "reason", reason) if reason else None


def reason_of(ring: KeyRing, enquiry: Enquiry) -> str:
    if enquiry.sealed_reason is None:
        return ""
    return _unseal(ring, enquiry.id, "reason", enquiry.sealed_reason)


def _seal(ring: KeyRing, enquiry_id: str, part: str, text: str) -> bytes:
    """Sealed and bound to its row and part, so that nothing can be moved."""
    return seal_with_ring(ring, PURPOSE, text.encode(), aad=_aad(enquiry_id, part))


def _unseal(ring: KeyRing, enquiry_id: str, part: str, sealed: bytes) -> str:
    return unseal_with_ring(ring, PURPOSE, sealed, aad=_aad(enquiry_id, part)).decode()


def _aad(enquiry_id: str, part: str) -> bytes:
    return f"enquiry:{enquiry_id}:{part}".encode()
