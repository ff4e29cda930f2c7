"""Sign-in, sign-out, the one-time link and the desk's front page."""

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from portal.accounts import service
from portal.accounts.forms import SignInForm, StartForm
from portal.accounts.password_service import hash_password
from portal.accounts.rules import fold_email, local_path
from portal.shared.errors import N_
from portal.web import limits
from portal.web.forms import Posted
from portal.web.guards import PUBLIC, SignedIn, current_actor, staff_cookie
from portal.web.languages import page, url
from portal.web.limits import Limit
from portal.web.pages import render, see_other
from portal.web.session import ClockDep, DatabaseDep, RingDep, SessionDep, SettingsDep
from portal.web.staff_menu import count_waiting, news

router = APIRouter()
START_LINK = "/konsulent/start/{token}"
PER_ACCOUNT = Limit("sign-in account", tries=10, seconds=900)
PER_ADDRESS = Limit("sign-in address", tries=60, seconds=300)
LINK_PER_ADDRESS = Limit("start link address", tries=30, seconds=300)
# What each entry of the desk's menu is for, by its label.
PURPOSES = {
    "Mine samtaler": N_("Åbn kandidaternes ark med deres samtalekoder, og hav dem fremme i samtalen."),
    "Aftale": N_("Skriv aftalen med links, og kopiér den felt for felt. Intet bliver gemt."),
    "Henvendelser": N_("Svar de kandidater, der har spurgt til et opslag."),
    "Opslag": N_("Skriv opslag, send dem til gennemsyn, og pas dem, der er slået op."),
    "Gennemsyn": N_("Læs en kollegas opslag, og gæt virksomheden, før det bliver slået op."),
    "Fakta": N_("Se, hvor hvert faktum bruges, læs dem kilde for kilde, og skriv under."),
    "Kvittering": N_("Se, om en kvittering for ret og pligt er ægte, og hvad den viser."),
    "Virksomhedstal": N_("Hvor mange virksomheder der er: det afgør, hvor stort området i et opslag er."),
    "Virksomheder": N_("Skriv en virksomhed ind én gang. Det bliver aldrig vist uden for bordet."),
}


@page(router, "GET", da="/log-ind", en="/en/sign-in", name="sign_in", dependencies=[PUBLIC])
def show_sign_in(request: Request) -> Response:
    wanted = local_path(request.query_params.get("next", ""))
    if current_actor(request) is not None:
        return RedirectResponse(wanted or url(request, "desk"), status_code=303)
    return _sign_in_page(request, SignInForm(data={"next": wanted or ""}))


@page(router, "POST", da="/log-ind", en="/en/sign-in", name="sign_in", dependencies=[PUBLIC])
def sign_in(
    request: Request,
    posted: Posted,
    session: SessionDep,
    database: DatabaseDep,
    ring: RingDep,
    clock: ClockDep,
    settings: SettingsDep,
) -> Response:
    form = SignInForm(posted)
    if not form.validate():
        return _sign_in_page(request, form, status=422)
    tries = [
        (PER_ADDRESS, limits.address_key(request, ring, clock)),
        (PER_ACCOUNT, limits.keyed(ring, fold_email(form.email.data))),
    ]
    for limit, key in tries:
        limits.take(database, clock, limit, key, settings.limits_factor)
    found = service.authenticate(database, form.email.data, form.password.data)
    token = None
    if found.accepted and found.user_id:
        replaces = request.cookies.get(staff_cookie(settings.secure))
        token = service.start_session(session, clock, found.user_id, replaces=replaces)
    if token is None:
        service.record_refusal(session, clock, found.user_id)
        form.refuse()
        return _sign_in_page(request, form, status=422)
    for limit, key in tries:
        limits.give_back(session, clock, limit, key)
    return _signed_in(request, token, local_path(form.next.data or ""), secure=settings.secure)


@page(router, "POST", da="/log-ud", en="/en/sign-out", name="sign_out")
def sign_out(
    request: Request, session: SessionDep, clock: ClockDep, settings: SettingsDep, actor: SignedIn
) -> RedirectResponse:
    service.end_session(session, clock, actor)
    answer = see_other(request, "sign_in")
    answer.delete_cookie(
        staff_cookie(settings.secure), path="/", secure=settings.secure, httponly=True, samesite="lax"
    )
    return answer


@page(
    router,
    "GET",
    da=START_LINK,
    en="/en/staff/start/{token}",
    name="start_link",
    dependencies=[PUBLIC],
)
def show_start(request: Request, token: str, database: DatabaseDep, clock: ClockDep) -> HTMLResponse:
    limits.take_from_address(request, LINK_PER_ADDRESS)
    user = service.user_of_link(database, clock, token)
    return _start_page(request, StartForm(), user.email)


@page(
    router,
    "POST",
    da=START_LINK,
    en="/en/staff/start/{token}",
    name="start_link",
    dependencies=[PUBLIC],
)
def choose_password(
    request: Request,
    token: str,
    posted: Posted,
    session: SessionDep,
    database: DatabaseDep,
    clock: ClockDep,
) -> Response:
    limits.take_from_address(request, LINK_PER_ADDRESS)
    user = service.user_of_link(database, clock, token)
    form = StartForm(posted)
    form.own_email = user.email
    if not form.validate():
        return _start_page(request, form, user.email, status=422)
    service.set_password(session, clock, token, hash_password(form.password.data))
    return see_other(request, "sign_in", chosen=1)


@page(router, "GET", da="/konsulent", en="/en/staff", name="desk")
def desk(request: Request, session: SessionDep, clock: ClockDep, actor: SignedIn) -> HTMLResponse:
    waiting = count_waiting(session, actor, clock)
    values = {"actor": actor, "purposes": PURPOSES, "waiting": waiting, "news": news(request, session, actor)}
    return render(request, "accounts/desk.html", values)


def _sign_in_page(request: Request, form: SignInForm, *, status: int = 200) -> HTMLResponse:
    values = {"form": form, "chosen": request.query_params.get("chosen") == "1"}
    return render(request, "accounts/sign_in.html", values, status=status)


def _start_page(request: Request, form: StartForm, email: str, *, status: int = 200) -> HTMLResponse:
    return render(request, "accounts/start.html", {"form": form, "email": email}, status=status)


def _signed_in(request: Request, token: str, wanted: str | None, *, secure: bool) -> RedirectResponse:
    answer = RedirectResponse(wanted or url(request, "desk"), status_code=303)
    answer.set_cookie(staff_cookie(secure), token, path="/", secure=secure, httponly=True, samesite="lax")
    return answer
