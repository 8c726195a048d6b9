import pytest

from tongzhou.desk.places import is_at


@pytest.mark.parametrize(
    ("path", "page", "url"),
    [
        ("/", "today", "/"),
        ("/week", "today", "/"),
        ("/asks/1", "collaborations", "/collaborations"),
        ("/collaborations/1/plan", "collaborations", "/collaborations"),
        ("/people/1", "departments", "/departments"),
        ("/departments/1/desk", "desk", "/desk"),
        ("/thanks", "insight", "/insight"),
        ("/robots/new", "administration", "/administration"),
        ("/me/notices", "notices", "/notices"),
    ],
)
def test_every_page_is_found_in_the_rail(path: str, page: str, url: str) -> None:
    assert is_at(path, page, url)


@pytest.mark.parametrize(
    ("path", "page", "url"),
    [
        ("/asks/1", "today", "/"),
        ("/me", "notices", "/notices"),
        ("/departments/1/desk", "departments", "/departments"),
    ],
)
def test_only_one_line_of_the_rail_is_lit(path: str, page: str, url: str) -> None:
    assert not is_at(path, page, url)
