"""The frame as Jinja templates that the pages of the portal extend."""

from pathlib import Path

from jinja2 import Environment
from mkdocs.exceptions import PluginError

from portal.web.site.addresses import LANGUAGES
from portal.web.site.frame import Frame, FrameMaker

SECTIONS = ("openings", "preparation", "search", "plain", "staff", "wall")
TEMPLATES = {"staff": "staff-shell.html", "wall": "wall-shell.html"}
OTHER_URL = "@@other-language-url@@"
# What stands between the marks is Jinja of the portal; everything else is text of the frame.
SLOTS = {
    OTHER_URL: "{{ other_language_url }}",
    "@@title@@": "{% block title %}{% endblock %}",
    "@@robots@@": "{% block robots %}index{% endblock %}",
    "@@robots-private@@": "{% block robots %}noindex{% endblock %}",
    "@@body-class@@": "{% block body_class %}{% endblock %}",
    "@@body-class-staff@@": "{% block body_class %}staff{% endblock %}",
    "@@main-class@@": "{% block main_class %}has-mg{% endblock %}",
    "@@main-class-staff@@": "{% block main_class %}one{% endblock %}",
    "@@content@@": "{% block content %}{% endblock %}",
    "@@wall-about@@": "{% block wall_about %}{% endblock %}",
    "@@staff-nav@@": "{% block staff_nav %}{% endblock %}",
    "@@staff-nav-again@@": "{{ self.staff_nav() }}",
    "@@staff-actions@@": "{% block staff_actions %}{% endblock %}",
    "@@aside-scripts@@": "{% block aside_scripts %}{% endblock %}",
}


def write_shells(environment: Environment, maker: FrameMaker, folder: Path) -> None:
    """One file per language and section under `folder`."""
    for lang in LANGUAGES:
        (folder / lang).mkdir(parents=True, exist_ok=True)
        for section in SECTIONS:
            shell = render_shell(environment, maker.for_shell(lang, section, OTHER_URL))
            (folder / lang / f"{section}.html").write_text(shell, "utf-8")


def render_shell(environment: Environment, frame: Frame) -> str:
    template = environment.get_template(TEMPLATES.get(frame.section, "shell.html"))
    html = template.render(frame=frame, words=frame.words)
    if any(mark in html for mark in ("{{", "{%", "{#")):
        raise PluginError("the frame holds curly brackets that the portal would run; see organisation.yml")
    for slot, jinja in SLOTS.items():
        html = html.replace(slot, jinja)
    return html
