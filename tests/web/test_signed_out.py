"""What happens to a text when the desk has signed its writer out meanwhile."""

from portal.shared.actors import Role
from tests.builders import Staff
from tests.page import PageClient, filled

TYPED = {
    "what": "Du ringer til to museer\nog siger hej",
    "deadline": "4/12",
    "modules": ["raadighed", "start"],
}


def test_a_text_sent_after_the_session_ended_is_still_on_the_page(client: PageClient) -> None:
    page = client.post("/konsulent/aftale", TYPED, status=403)

    kept = filled(page.form("/konsulent/aftale"))
    assert kept["what"] == [TYPED["what"]]
    assert kept["modules"] == TYPED["modules"]
    assert page.link("Log ind i en ny fane") == "/log-ind"


def test_the_kept_text_is_taken_once_the_writer_is_signed_in_again(client: PageClient, staff: Staff) -> None:
    kept = filled(client.post("/konsulent/aftale", TYPED, status=403).form("/konsulent/aftale"))

    page = staff.sign_in(Role.EMPLOYMENT_CONSULTANT).post("/konsulent/aftale", kept)

    assert "Du ringer til to museer og siger hej." in page.text.replace("\n", " ")


def test_a_button_without_a_text_leads_to_the_sign_in_page(client: PageClient) -> None:
    assert client.post("/log-ud", {}).url.endswith("/log-ind")


def test_the_english_page_leads_to_the_english_sign_in(client: PageClient) -> None:
    page = client.post("/en/staff/agreement", TYPED, status=403)

    assert page.link("Sign in in a new tab") == "/en/sign-in"


def test_codes_and_passwords_are_not_left_on_the_page_of_a_signed_out_desk(
    client: PageClient,
) -> None:
    page = client.post(
        "/konsulent/aftale", TYPED | {"codes": "TW864-QGEJH-AWG74", "password": "kanarie"}, status=403
    )
    assert "TW864" not in page.html and "kanarie" not in page.html
