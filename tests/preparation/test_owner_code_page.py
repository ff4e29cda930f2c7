"""The owner code: shown once, kept as the candidate likes, never renewed by accident."""

import subprocess
from xml.etree.ElementTree import Element

import pytest

from portal.preparation import code_files
from portal.shared.codes import CodeKind, new_code
from tests.page import Page, PageClient, text_of
from tests.preparation.builders import wrong_secret
from tests.preparation.pages import alerts, begin, code_on, fill_in, share

FILES = ("/forberedelse/egen-kode.png", "/forberedelse/egen-kode.txt")
ENGLISH_FILES = ("/en/preparation/own-code.png", "/en/preparation/own-code.txt")


def field(page: Page, name: str) -> Element:
    return next(e for e in page.tree.iter("input") if e.get("name") == name)


def test_the_code_is_saved_as_a_picture(client: PageClient) -> None:
    code = begin(client)
    answer = client.http.post(FILES[0], data={"code": code})
    assert answer.headers["content-type"] == "image/png"
    assert answer.headers["content-disposition"] == 'attachment; filename="samtaleklar-egen-kode.png"'
    assert answer.headers["cache-control"] == "no-store"
    assert answer.content.startswith(b"\x89PNG")
    width, height = (int.from_bytes(answer.content[at : at + 4]) for at in (16, 20))
    assert width > 600
    assert height > 300


def test_the_code_is_saved_as_a_file_that_says_what_it_is(client: PageClient) -> None:
    code = begin(client)
    answer = client.http.post(FILES[1], data={"code": code})
    assert answer.headers["content-disposition"] == 'attachment; filename="samtaleklar-egen-kode.txt"'
    assert answer.headers["cache-control"] == "no-store"
    for words in (
        code,
        "Mister jeg den, kan ingen hente mine svar",
        "http://127.0.0.1:8000/forberedelse/fortsaet",
    ):
        assert words in answer.text
    english = client.http.post(ENGLISH_FILES[1], data={"code": code}).text
    assert "If I lose it" in english
    assert "/en/preparation/continue" in english


@pytest.mark.parametrize("path", [*FILES, *ENGLISH_FILES])
def test_nothing_but_the_own_code_of_this_sheet_is_put_in_a_file(client: PageClient, path: str) -> None:
    code = begin(client)
    conversation = share(client)
    for typed in ("", "Hej", conversation, new_code(CodeKind.OWNER).text, code[:-1], code + "<b>"):
        answer = client.http.post(path, data={"code": typed})
        assert answer.status_code == 409, typed
        assert "attachment" not in answer.headers.get("content-disposition", "")


@pytest.mark.parametrize("path", FILES)
def test_a_code_that_was_replaced_is_not_kept_by_mistake(client: PageClient, path: str) -> None:
    old = begin(client)
    client.get("/forberedelse/ny-kode")
    new = code_on(client.submit("ny-kode"))
    assert client.http.post(path, data={"code": old}).status_code == 409
    assert client.http.post(path, data={"code": new}).status_code == 200


@pytest.mark.parametrize("path", [*FILES, "/forberedelse/kode-gemt"])
def test_without_a_session_no_file_is_made(client: PageClient, path: str) -> None:
    code = begin(client)
    client.http.cookies.clear()
    page = client.post(path, {"code": code, "password": code}, status=403)
    assert code not in page.html


def test_a_picture_that_cannot_be_made_is_told_without_the_code(
    client: PageClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = begin(client)

    def fail(*_: object) -> bytes:
        raise subprocess.CalledProcessError(1, "typst", stderr=code.encode())

    monkeypatch.setattr(code_files, "render_picture_apart", fail)
    page = client.post(FILES[0], {"code": code}, status=503)
    assert "gem koden som fil" in page.text
    assert code not in page.html


def test_sending_the_begin_page_again_makes_no_new_code_before_it_is_asked_for(
    client: PageClient, app: object
) -> None:
    code = begin(client)
    page = client.post("/forberedelse/begynd")
    assert page.heading == "Har du din egen kode?"
    assert page.url.endswith("/forberedelse/ny-kode"), "a reload of this page sends nothing"
    other = PageClient(app)
    other.get("/forberedelse/fortsaet")
    assert other.submit("fortsaet", code=code).heading == "Tjek dine svar"


def test_a_new_code_is_made_once_however_often_the_page_is_sent(client: PageClient, app: object) -> None:
    begin(client)
    fill_in(client)
    client.get("/forberedelse/ny-kode")
    assert client.page is not None
    sent = {"instead_of": field(client.page, "instead_of").get("value")}
    new = code_on(client.post("/forberedelse/ny-kode", sent))
    again = client.post("/forberedelse/ny-kode", sent)
    assert code_on(again) == ""
    assert again.heading == "Har du din egen kode?"
    other = PageClient(app)
    other.get("/forberedelse/fortsaet")
    assert "Mit punkt" in other.submit("fortsaet", code=new).text


def test_the_password_box_gets_the_code_under_a_name_that_tells_nothing(client: PageClient) -> None:
    client.get("/forberedelse")
    page = client.submit("begynd")
    code = code_on(page)
    assert field(page, "username").get("value") == f"Samtaleklar-ark {code[:5]}"
    assert field(page, "username").get("autocomplete") == "username"
    assert field(page, "password").get("autocomplete") == "new-password"
    assert field(page, "password").get("value") == code
    assert client.submit("kode-gemt").heading == "Hvad ved du om samtalen?"


def test_a_code_changed_by_mistake_is_not_left_in_the_password_box(client: PageClient) -> None:
    client.get("/forberedelse")
    code = code_on(client.submit("begynd"))
    for changed in (wrong_secret(code), code[:-2], ""):
        page = client.submit("kode-gemt", status=422, password=changed)
        assert "Her står den igen" in alerts(page)
        assert code_on(page) == code


def test_a_password_box_is_asked_only_when_it_was_chosen(client: PageClient) -> None:
    code = begin(client)
    client.submit("faerdig")
    page = client.get("/forberedelse/fortsaet")
    assert field(page, "code").get("autocomplete") == "off"
    assert field(page, "code").get("type") == "text"
    page = client.submit("fortsaet", go="box")
    assert field(page, "code").get("autocomplete") == "current-password"
    assert field(page, "username").get("autocomplete") == "username"
    page = client.submit("fortsaet", status=422, code=wrong_secret(code), username="Samtaleklar-ark")
    assert field(page, "code").get("type") == "password", "the box is still asked"
    assert client.submit("fortsaet", code=code, username="Samtaleklar-ark").heading == "Tjek dine svar"


def test_what_was_typed_comes_along_to_the_password_box(client: PageClient) -> None:
    code = begin(client)
    client.get("/forberedelse/dagsorden")
    client.http.cookies.clear()
    client.submit("dagsorden", status=403, item1="Ikke tabt")
    client.submit("fortsaet", go="box")
    assert "Ikke tabt" in client.submit("fortsaet", code=code, username="Et navn").html


def test_the_page_says_what_is_lost_with_the_code_and_that_it_is_never_mailed(client: PageClient) -> None:
    client.get("/forberedelse")
    page = client.submit("begynd")
    for words in (
        "Mister du den, kan ingen hente dine svar",
        "aldrig i en mail",
        "heller ikke til konsulenten",
    ):
        assert words in page.text
    drawn = [e for e in page.tree.iter() if e.get("class") == "qr"]
    assert drawn == [], "the owner code is never drawn for a scanner"
    assert "Færdig på denne computer" in [text_of(b) for b in page.tree.iter("button")]
