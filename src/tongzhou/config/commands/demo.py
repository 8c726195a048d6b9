"""`tongzhou demo` and `tongzhou demo story`."""

import click


@click.group(invoke_without_command=True)
@click.option("--password", help="For everybody of the demonstration; made up when absent.")
@click.option(
    "--scale",
    type=click.IntRange(1, 50),
    help="A company of so many times 200 people, 500 collaborations, 10,000 tasks and 50,000 entries.",
)
@click.pass_context
def demo(context: click.Context, password: str | None, scale: int | None) -> None:
    """Fill an empty installation with a company to try things out."""
    if context.invoked_subcommand:
        return
    if scale:
        _grow(password, scale)
        return
    from tongzhou.core import clock
    from tongzhou.demo import (
        aims,
        aligning,
        answering,
        borrowing,
        collecting,
        departments,
        gaining,
        installation,
        linking,
        relying,
        wording,
    )  # fmt: skip
    from tongzhou.demo.cases import play
    from tongzhou.demo.company import FOUNDED, build

    installation.require_empty()
    with clock.at(clock.now() - FOUNDED), installation.signing_in(password) as chosen:
        company = build(chosen)
        departments.live(company)
    today = clock.now()
    beside = (
        aims.set_all(company, today),
        borrowing.lend(company, today),
        answering.register(company, today),
        collecting.collect(company, today),
        gaining.offer(company, today),
    )
    count = play(company, *beside)
    aligning.align(company)
    linking.link_requests()
    wording.speak(company)
    relying.look_back(company)
    click.echo(
        f"{len(company.departments)} departments, {len(company.people)} people, {count} collaborations."
    )
    click.echo(installation.how_to_sign_in())


def _grow(password: str | None, scale: int) -> None:
    from tongzhou.demo import installation
    from tongzhou.demo.scale import found

    installation.require_empty()
    with installation.signing_in(password) as chosen:
        company = found(chosen, scale, _say)
    click.echo(f"{len(company.departments)} departments, {len(company.people)} people.")
    click.echo(installation.how_to_sign_in())


def _say(what: str, count: int, whole: int) -> None:
    """Progress, one line a step."""
    click.echo(f"{count:,} of {whole:,} {what}" if whole else f"{count:,} {what}")


@demo.command()
@click.option("--password", help="For everybody of the story; made up when absent.")
def story(password: str | None) -> None:
    """Play the Q3 story of 2023 in an installation of its own."""
    from tongzhou.demo.installation import play_story

    click.echo(play_story(password))
