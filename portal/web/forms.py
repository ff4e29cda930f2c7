"""Forms: read from the request, checked by WTForms, with messages in Danish."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from email.message import Message
from typing import Annotated, Any

from fastapi import Depends, Request
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from wtforms import Form
from wtforms.fields.choices import SelectChoice

from portal.shared.errors import N_

# The messages of WTForms that can reach a person, as Danish msgids.
MESSAGES = {
    "This field is required.": N_("Udfyld feltet."),
    "Not a valid choice.": N_("Vælg en af mulighederne."),
    "Not a valid choice": N_("Vælg en af mulighederne."),
    "Invalid Choice: could not coerce.": N_("Vælg en af mulighederne."),
    "Not a valid date value.": N_("Skriv en dato, for eksempel 2026-12-01."),
    "Not a valid integer value.": N_("Skriv et helt tal."),
    "Not a valid datetime value.": N_("Skriv en dato og et klokkeslæt."),
    "'%(value)s' is not a valid choice for this field.": N_("Vælg blandt mulighederne."),
    "'%(value)s' are not valid choices for this field.": N_("Vælg blandt mulighederne."),
}


class DanishMessages:
    """Hands WTForms' own messages on as our msgids; the template translates them."""

    def gettext(self, text: str) -> str:
        return MESSAGES.get(text, text)

    def ngettext(self, singular: str, plural: str, count: int) -> str:
        return self.gettext(singular if count == 1 else plural)


def choices(pairs: Iterable[tuple[str, str]]) -> list[SelectChoice]:
    """(value, Danish msgid) pairs as WTForms wants them."""
    return [SelectChoice(value, label) for value, label in pairs]


class PortalForm(Form):
    """The base of every form; texts are Danish msgids, translated where they are shown."""

    class Meta:
        def get_translations(self, form: Form) -> DanishMessages:
            return DanishMessages()

    def problems(self) -> list[tuple[str, str]]:
        """(field id, msgid) for each error in the order of the page, subforms included."""
        return list(_problems(self))


def _problems(form: Iterable[Any]) -> Iterable[tuple[str, str]]:
    for field in form:
        if hasattr(field, "entries"):
            yield from _problems(field.entries)
        elif hasattr(field, "form"):
            yield from _problems(field.form)
        else:
            yield from ((field.id, error) for error in field.errors)


# Neither a page, a feed nor a PDF can carry these; texts pasted from word processors have some of them.
_LINE_ENDS = dict.fromkeys((0x0B, 0x0C, 0x85, 0x2028, 0x2029), "\n")
_NO_TEXT = (*range(9), *range(0x0E, 0x20), *range(0x7F, 0xA0), *range(0xD800, 0xE000), 0xFFFE, 0xFFFF)
_READABLE = {**dict.fromkeys(_NO_TEXT), **_LINE_ENDS}


async def read_form(request: Request) -> FormData:
    """What was posted, without control characters; files are refused and never read."""
    return await _read_form(request, files=0)


@dataclass(frozen=True)
class PostedWithFile:
    """What was posted, and the content of the one file that came along; empty without one."""

    fields: FormData
    content: bytes


async def read_form_with_file(request: Request) -> PostedWithFile:
    """The file stays in memory: the most that may be posted is less than what would be put on disk."""
    form = await _read_form(request, files=1)
    file = next((value for value in form.values() if isinstance(value, UploadFile)), None)
    content = await file.read() if file else b""
    await form.close()
    fields = FormData([(name, value) for name, value in form.multi_items() if isinstance(value, str)])
    return PostedWithFile(fields, content)


async def _read_form(request: Request, *, files: int) -> FormData:
    if _charset(request) not in ("", "utf-8"):
        # Browsers send forms as UTF-8; the decoders of other names may fail or give half characters.
        raise HTTPException(415)
    form = await request.form(max_files=files, max_fields=400)
    pairs = form.multi_items()
    return FormData([(readable(name), readable(v) if isinstance(v, str) else v) for name, v in pairs])


def readable(text: str) -> str:
    """The text without what is no character of any text; odd line ends become ordinary ones."""
    return text.translate(_READABLE)


def _charset(request: Request) -> str:
    header = Message()
    header["content-type"] = request.headers.get("content-type", "")
    return (header.get_content_charset() or "").casefold()


Posted = Annotated[FormData, Depends(read_form)]
WithFile = Annotated[PostedWithFile, Depends(read_form_with_file)]


def typed_fields(posted: FormData, *, leave_out: Iterable[str] = ()) -> Mapping[str, list[str]]:
    """Every field as typed, to be shown again in a page that must not lose it."""
    hidden = set(leave_out)
    return {key: [str(v) for v in posted.getlist(key)] for key in posted if key not in hidden}
