"""Where a department may be moved to."""

from tests.company import Company
from tongzhou.org import actions
from tongzhou.org.forms.departments import ParentForm


def test_nothing_is_offered_as_its_own_parent_nor_what_stands_below(company: Company) -> None:
    below = actions.create_department(
        company.sales, by=company.administrator, name="渠道组", code="channel"
    )
    offered = set(ParentForm(moving=company.sales).fields["parent"].queryset)  # type: ignore[attr-defined]
    assert not {company.sales, below} & offered
    assert company.root in offered
