"""Hostile requests, the same ones for the same seed: every route, odd methods, fields, bodies and headers."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from fastapi import FastAPI
from fastapi.routing import APIRoute

MARK = "x8141"
TEXTS = (
    f"<script>alert('{MARK}')</script>",
    f"\"><svg/onload=alert('{MARK}')>",
    f"'-alert('{MARK}')-'",
    f"javascript:alert('{MARK}')",
    "{{7*7}}{%raw%}${7*7}<%=7%>",
    "' OR 1=1; DROP TABLE openings;--",
    '#panic("x") #read("/etc/passwd") $x^2$ *b* `c` @ref <label>',
    "]]></title><x:y/><!-- --!>",
    "a\r\nBcc: ond@ond.example\r\nSet-Cookie: staff=x",
    "../../../../etc/passwd",
    "..%2f..%2fetc/passwd\x00.html",
    "//ond.example/%2f..",
    "/\\ond.example",
    "https://ond.example",
    "\x00\x01\x0b\x1b\x7f\x85\u2028",
    "\ufffe\uffff\U0010ffff\ue000\u202e\u2066",
    "🙂👩‍👩‍👧 你好 สวัสดี مرحبا שלום",
    "ﷺ" * 60,
    "a" + "\u0301" * 300,
    "W" * 5000,
    "9" * 5000,
    "-1",
    "1e400",
    "٣",
    "²",
    "NaN",
    "9999-12-31",
    "0000-00-00",
    "010180-1234",
    "AAAAA-AAAAA-AAAAA-AAAAA-AAAAA",
    "AAAAA-AAAAA-AAAAA",
    "on",
    "ja",
    "nej",
    "",
    " ",
)
BYTES = (b"\xff\xfe\x00", b"%00%ff%ed%a0%80=%c3%28", b"&&==&=&", b"a=1;b=2", b"[]" * 50, b"{", b"a" * 300_000)
TYPES = (
    "application/x-www-form-urlencoded",
    "application/x-www-form-urlencoded; charset=utf-7",
    "multipart/form-data",
    "multipart/form-data; boundary=x",
    "multipart/form-data; boundary=x; charset=unicode_escape",
    "multipart/form-data; boundary=" + "y" * 200,
    "application/json",
    "text/plain",
    "\x00",
    "",
)
METHODS = ("HEAD", "OPTIONS", "PUT", "PATCH", "DELETE", "TRACE", "PROPFIND", "post")
HEADERS = (
    {"host": "["},
    {"host": "ond.example/en/"},
    {"host": ""},
    {"content-length": "9" * 5000},
    {"content-length": "²".encode("latin-1")},
    {"cookie": 'staff="; form=; a=b;;; =x; staff=' + "z" * 3000},
    {"cookie": b"form=\xff\xfe"},
    {"x-forwarded-for": "<script>", "x-forwarded-proto": "gopher", "forwarded": "for=x"},
    {"if-none-match": "*", "range": "bytes=9-1,-9999999"},
    {"if-modified-since": "yesterday", "accept-encoding": "gzip;q=x"},
    {"accept-language": "xx-" * 200, "accept": "application/xml"},
    {"x-http-method-override": "DELETE", "te": "trailers"},
    {"sec-fetch-site": "cross-site"},
    {"origin": "null"},
    {"sec-fetch-site": "\xff".encode("latin-1")},
)
FIELDS = [
    "email",
    "password",
    "again",
    "next",
    "code",
    "step",
    "module",
    "opening",
    "whom",
    "first",
    "form",
    "on",
    "at",
    "language",
    "interpreter",
    "companion",
    "item1",
    "shown1",
    "item2",
    "item3",
    "questions",
    "questions_shown",
    "title0",
    "workplace0",
    "deadline0",
    "on_jobnet0",
    "shown0",
    "fields",
    "opening_id0",
    "tasks0",
    "learn0",
    "contact0",
    "carried",
    "sheet",
    "ret",
    "why",
    "when",
    "name",
    "phone",
    "not_to_contact",
    "may_forward",
    "answer",
    "action",
    "codes",
    "what",
    "deadline",
    "sign",
    "more",
    "opening_list",
    "modules",
    "next_booking",
    "offer_status",
    "goal",
    "english",
    "ark",
    "former_names",
    "parent",
    "aliases",
    "brands",
    "cvr",
    "pnumber",
    "domain",
    "address",
    "municipality",
    "branch",
    "size_class",
    "sector",
    "contact_name",
    "contact_role",
    "note",
    "company_id",
    "type",
    "title",
    "tasks",
    "day",
    "learn",
    "job_goal",
    "mentor",
    "competences",
    "field",
    "hours",
    "start",
    "weeks",
    "work_form",
    "max_candidates",
    "company_yes_on",
    "says_yes",
    "quality",
    "version",
    "then",
    "doubt",
    "reason",
    "first",
    "second",
    "third",
    "state",
    "public_id",
    "team_id",
    "owner_id",
    "approved_digest",
    "writer_ids",
    "role",
    "q",
    "page",
    "limit",
    "area",
    "saved",
    "chosen",
]
# Enough for most forms to be taken, so that the hostile values around these get as far as they can.
TAKEN = {
    "why": "a", "first": "ja", "when": "c", "name": "d", "email": "e@f.example", "phone": "00 00 00 00",
    "answer": "Tak. Vi ringer.", "what": "Du ringer.", "deadline": "4/12", "municipality": "København",
    "sector": "private", "type": "praktik", "title": "En opgave", "language": "da", "work_form": "hybrid",
    "field": "kommunikation-it", "hours": "30", "weeks": "4", "company_yes_on": "2026-11-20",
    "start": "2027-01-11", "note": "Ret titlen.", "action": "pause", "on": "2026-12-01", "shown1": "ja",
    "whom": "kommune", "form": "telefon",
}  # fmt: skip


# The test client itself sends no longer ones.
LONGEST_ADDRESS = 60_000


@dataclass(frozen=True)
class Sent:
    """One request, ready to be handed to a test client."""

    who: str
    method: str
    path: str
    headers: dict[str, str | bytes]
    body: bytes | None
    fields: dict[str, list[str]] = field(default_factory=dict)


def hostile_requests(
    app: FastAPI, count: int, *, seed: int, who: Sequence[str], ids: Sequence[str]
) -> Iterator[Sent]:
    """`count` requests over every route; path parameters are real ids as often as rubbish."""
    dice = random.Random(seed)
    routes = sorted((route for route in _routes(app.router.routes)), key=lambda route: route.path)
    for number in range(count):
        yield _one(dice, routes[number % len(routes)], who, ids)


def _routes(routes: Sequence[object]) -> Iterator[APIRoute]:
    for route in routes:
        if isinstance(route, APIRoute):
            yield route
        else:
            inner = getattr(route, "original_router", None)
            yield from _routes(inner.routes if inner else [])


def _one(dice: random.Random, route: APIRoute, who: Sequence[str], ids: Sequence[str]) -> Sent:
    path = route.path
    while "{" in path:
        before, _, rest = path.partition("{")
        _, _, after = rest.partition("}")
        path = before + _escaped(dice.choice(ids) if dice.random() < 0.6 else dice.choice(TEXTS)) + after
    if dice.random() < 0.05:
        path = "/" + _escaped(dice.choice(TEXTS)) + path * dice.choice((1, 40))
    if dice.random() < 0.4:
        path += "?" + "&".join(f"{dice.choice(FIELDS)}={_escaped(_value(dice, ids))}" for _ in range(4))
    odd = dice.random() < 0.05
    method = dice.choice(METHODS) if odd else sorted(route.methods)[0]
    headers: dict[str, str | bytes] = dict(dice.choice(HEADERS)) if dice.random() < 0.15 else {}
    body, fields = None, {}
    if method == "POST" and dice.random() < 0.1:
        headers["content-type"], body = dice.choice(TYPES), dice.choice(BYTES)
    elif method == "POST":
        names = dice.sample(FIELDS, dice.choice((3, 10, 40)))
        taken = TAKEN | {"company_id": dice.choice(ids)} if dice.random() < 0.7 else {}
        fields = {name: [value] for name, value in taken.items()}
        fields |= {name: [_value(dice, ids) for _ in range(dice.choice((1, 1, 1, 3)))] for name in names}
    return Sent(dice.choice(who), method, path[:LONGEST_ADDRESS], headers, body, fields)


def _value(dice: random.Random, ids: Sequence[str]) -> str:
    return dice.choice(ids) if dice.random() < 0.2 else dice.choice(TEXTS)


def _escaped(text: str) -> str:
    return "".join(f"%{byte:02x}" for byte in text.encode("utf-8", "surrogatepass")[:600])
