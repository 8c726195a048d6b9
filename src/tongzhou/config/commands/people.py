"""`tongzhou user` and `tongzhou token`: what must be possible before anybody can sign in."""

import click


@click.group()
def user() -> None:
    """Accounts of people."""


@user.command()
@click.argument("login")
@click.option("--name", required=True, help="As colleagues read it: 李敏.")
@click.option("--department", required=True, help="Code; the first one is made when there is none.")
@click.option("--title", default="", help="市场部经理")
@click.option("--mail", default="")
@click.option("--administrator", is_flag=True, help="May manage the organisation.")
@click.option("--auditor", is_flag=True, help="May read everything and change nothing.")
@click.password_option(help="Asked for when absent.")
def create(
    login: str,
    name: str,
    department: str,
    title: str,
    mail: str,
    administrator: bool,
    auditor: bool,
    password: str,
) -> None:
    """Create the account LOGIN."""
    from django.db import transaction

    from tongzhou.org import actions

    with transaction.atomic():
        person = actions.create_person(
            _department(department),
            by=None,
            login=login,
            name=name,
            password=password,
            title=title,
            mail=mail,
            is_administrator=administrator,
            is_auditor=auditor,
        )
    click.echo(f"{person.login} may sign in.")


@user.command()
@click.argument("login")
@click.password_option(help="Asked for when absent.")
def password(login: str, password: str) -> None:
    """Set a new password for LOGIN; the person's sessions end."""
    from tongzhou.org import actions

    actions.set_password(_person(login), by=None, new_password=password)
    click.echo(f"{login} has a new password.")


@click.group()
def token() -> None:
    """Tokens for the API."""


@token.command("create")
@click.option("--person", "login", required=True, help="Sign-in name of whom the token acts for.")
@click.option("--name", default="command line", show_default=True, help="What it is for.")
@click.option(
    "--scope", "scopes", multiple=True, help="What it opens; all of everyday when absent."
)
def create_token(login: str, name: str, scopes: tuple[str, ...]) -> None:
    """Print a new token, and nothing else; it is shown this once."""
    from tongzhou.org import actions
    from tongzhou.org.scopes import EVERYDAY

    secret = actions.create_token(_person(login), by=None, name=name, scopes=scopes or EVERYDAY)
    click.echo(secret)


def _person(login: str):  # type: ignore[no-untyped-def]
    from tongzhou.org.models import Person

    person = Person.objects.filter(login=login).first()
    if person is None:
        raise click.ClickException(f"Nobody signs in as “{login}”.")
    return person


def _department(code: str):  # type: ignore[no-untyped-def]
    from tongzhou.org import actions
    from tongzhou.org.models import Department

    found = Department.objects.filter(code=code).first()
    if found is None and not Department.objects.exists():
        return actions.create_department(None, by=None, name=code, code=code)
    if found is None:
        known = ", ".join(Department.objects.values_list("code", flat=True))
        raise click.ClickException(f"There is no department “{code}”. There are: {known}")
    return found
