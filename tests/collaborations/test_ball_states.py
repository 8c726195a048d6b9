from tongzhou.collaborations.models import Ball
from tongzhou.core.lifecycle import LIFECYCLES


def test_the_longest_state_of_any_matter_fits_into_its_ball() -> None:
    """SQLite takes anything; PostgreSQL refuses what is too long."""
    longest = max(len(state.key) for table in LIFECYCLES for state in table.states)
    assert longest <= Ball._meta.get_field("state").max_length
