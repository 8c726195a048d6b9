import pytest

from tests.company import Company
from tongzhou.org.models import Department, Person


def test_the_small_company_has_a_head_in_every_department(company: Company) -> None:
    assert not Department.objects.filter(head=None).exists()
    assert Person.objects.count() == len(company.everyone)


@pytest.mark.django_db(transaction=True)
def test_the_small_company_can_be_built_outside_a_transaction(company: Company) -> None:
    assert Department.objects.count() == len(company.departments)
