"""The directory of a messenger is looked at, taken over, and again without effect."""

from datetime import datetime, timedelta
from types import ModuleType
from typing import Any

import pytest

from tests.channels.apps.conftest import SetUp, known
from tests.channels.apps.messenger import Messenger
from tests.company import Company
from tongzhou.channels.actions import apps, syncs
from tongzhou.channels.models import App, Mirrored, Sync
from tongzhou.core import clock as time
from tongzhou.core.verdicts import NotPossibleNow
from tongzhou.journal.models import Entry
from tongzhou.org.actions import retire
from tongzhou.org.models import Department, ExternalId, FormerHome, Person

pytestmark = pytest.mark.django_db


def wecom_person(account: str, name: str, *places: int, **other: Any) -> dict[str, Any]:
    return {"userid": account, "name": name, "department": list(places), "status": 1,
            "main_department": places[0], **other}  # fmt: skip


def in_wecom(messenger: Messenger) -> None:
    messenger.places = [
        {"id": 1, "parentid": 0, "name": "某某科技"},
        {"id": 2, "parentid": 1, "name": "产品部"},
        {"id": 3, "parentid": 1, "name": "市场部"},
        {"id": 4, "parentid": 2, "name": "设计组"},
    ]
    messenger.people = [
        wecom_person("liuyang", "刘洋", 2, mobile="13800000001", position="高级产品经理"),
        wecom_person("wanglei", "王磊", 2),
        wecom_person("li.min", "李敏", 2),
        wecom_person("xinren", "辛仁", 4, 2, email="xin.ren@example.com", is_leader_in_dept=[1, 0]),
        wecom_person("gone", "已走", 2, status=5),
    ]


def read(app: App, by: Person) -> Sync:
    made = syncs.begin(app, by=by)
    syncs.work()
    made.refresh_from_db()
    return made


def verbs(sync: Sync) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for step in sync.steps:
        found.setdefault(step["verb"], []).append(step["what"])
    return found


def taken(app: App, by: Person) -> Sync:
    sync = read(app, by)
    syncs.confirm(sync, by=by)
    syncs.work()
    sync.refresh_from_db()
    assert (sync.state, sync.read) == ("done", {})
    return sync


def test_it_is_shown_first_taken_over_then_and_nothing_the_second_time(
    company: Company, messenger: Messenger, set_up: SetUp
) -> None:
    app, admin = set_up("wecom"), company.administrator
    known(company.liu, messenger, "liuyang")
    in_wecom(messenger)
    people = Person.objects.count()
    sync = read(app, admin)
    assert sync.state == "read"
    assert verbs(sync) == {
        "department_new": ["设计组"], "person_linked": ["王磊"], "person_new": ["辛仁"],
        "head_new": ["设计组"], "person_changed": ["刘洋", "王磊"], "person_conflict": ["李敏"],
    }  # fmt: skip
    assert (Person.objects.count(), Mirrored.objects.count()) == (people, 0)
    done = taken(app, admin)
    new = Person.objects.get(name="辛仁")
    assert (new.login, new.department.name, new.department.head) == ("xin.ren", "设计组", new)
    assert not new.has_usable_password()
    company.liu.refresh_from_db()
    assert (company.liu.title, company.liu.mobile) == ("高级产品经理", "13800000001")
    assert company.product.head == company.wang, "who heads a department is not theirs to say"
    assert ExternalId.objects.get(value="wanglei").person == company.wang
    assert done.steps
    assert verbs(taken_again := read(app, admin)) == {"person_conflict": ["李敏"]}
    syncs.discard(taken_again, by=admin)
    with pytest.raises(NotPossibleNow):
        syncs.confirm(taken_again, by=admin)


def test_renamed_moved_and_gone_ones_are_followed_and_nothing_is_ever_deleted(
    company: Company, messenger: Messenger, set_up: SetUp
) -> None:
    app, admin = set_up("wecom"), company.administrator
    in_wecom(messenger)
    taken(app, admin)
    messenger.places[1]["name"] = "产品中心"
    messenger.places[3]["parentid"] = 3
    messenger.people = [
        wecom_person("liuyang", "刘洋", 3),
        wecom_person("xinren", "辛仁", 4),
        wecom_person("zhou", "周婷", 3),
    ]
    ends = Entry.objects.filter(kind__in=("person.left", "department.dissolved")).count()
    found = verbs(taken(app, admin))
    assert found["department_renamed"] == ["产品部"]
    assert found["department_moved"] == ["设计组"]
    assert found["person_moved"] == ["刘洋", "周婷"], "who has the account's name is proposed"
    assert found["person_gone"] == ["王磊"]
    company.product.refresh_from_db()
    assert company.product.name == "产品中心"
    assert Department.objects.get(name="设计组").parent == company.marketing
    company.liu.refresh_from_db()
    assert company.liu.department == company.marketing
    assert FormerHome.objects.filter(person=company.liu).exists()
    company.wang.refresh_from_db()
    assert company.wang.is_active
    assert Entry.objects.filter(kind__in=("person.left", "department.dissolved")).count() == ends


def test_conflicts_are_listed_and_hold_up_nobody(
    company: Company, messenger: Messenger, set_up: SetUp
) -> None:
    app, admin = set_up("wecom"), company.administrator
    in_wecom(messenger)
    known(company.huang, messenger, "huanglei")
    retire(company.huang, by=admin)
    messenger.people += [
        wecom_person("huanglei", "黄蕾", 2),
        wecom_person("liu2", "刘洋", 4, email=company.liu.mail),
    ]
    messenger.people[0]["mobile"] = ""
    found = verbs(taken(app, admin))
    assert sorted(found["person_conflict"]) == sorted(["李敏", "刘洋", "黄蕾"])
    assert "辛仁" in found["person_new"]
    assert ExternalId.objects.filter(person=company.liu).count() == 1


def test_only_what_was_shown_is_taken_over_and_only_while_it_is_fresh(
    company: Company, messenger: Messenger, set_up: SetUp, clock: ModuleType, signed_in: Any
) -> None:
    app, admin = set_up("wecom"), company.administrator
    in_wecom(messenger)
    known(company.wang, messenger, "of-wang")
    sync = read(app, admin)
    assert "王磊" in verbs(sync)["person_new"]
    heads = [step["to"] for step in sync.steps if step["verb"] == "head_new"]
    assert heads == ["辛仁 · xin.ren"]
    ExternalId.objects.all().delete()
    syncs.confirm(sync, by=admin)
    syncs.work()
    sync.refresh_from_db()
    assert (sync.state, sync.read, ExternalId.objects.count()) == ("failed", {}, 0)
    assert not Mirrored.objects.exists()
    sync = read(app, admin)
    linked = [step["to"] for step in sync.steps if step["verb"] == "person_linked"]
    assert f"{company.wang.login} · wanglei" in linked
    clock.advance(timedelta(days=1, minutes=1))
    with pytest.raises(NotPossibleNow):
        syncs.confirm(sync, by=admin)
    page = signed_in(admin).get(f"/syncs/{sync.pk}").content.decode()
    assert "/confirmations" not in page
    assert f"/apps/{app.pk}/syncs" in page


def test_at_night_it_goes_by_itself_and_gives_no_account_to_anybody(
    company: Company, messenger: Messenger, set_up: SetUp, clock: ModuleType
) -> None:
    app = set_up("wecom", syncs_daily=True)
    in_wecom(messenger)
    syncs.at_night()
    assert not Sync.objects.exists(), "by day it waits"
    clock.move_to(datetime(2023, 7, 4, 2, 30, tzinfo=time.zone()))
    syncs.at_night()
    syncs.work()
    syncs.at_night()
    sync = Sync.objects.get()
    assert (sync.state, sync.by) == ("done", None)
    assert verbs(sync)["person_linked"] == ["刘洋", "王磊"]
    assert verbs(sync)["head_open"] == ["设计组"]
    assert "head_new" not in verbs(sync)
    assert Department.objects.get(name="设计组").head is None, "nobody signs whom nobody looked at"
    assert [one.value for one in ExternalId.objects.all()] == ["xinren"]
    clock.move_to(datetime(2023, 7, 4, 11, 0, tzinfo=time.zone()))
    apps.want_sync(app)
    syncs.at_night()
    assert Sync.objects.filter(state="wanted").count() == 1


def test_half_a_directory_and_a_broken_one_change_nothing(
    company: Company, messenger: Messenger, set_up: SetUp
) -> None:
    app, admin = set_up("wecom"), company.administrator
    for person in company.everyone[:12]:
        known(person, messenger, f"u-{person.login}")
    in_wecom(messenger)
    assert read(app, admin).state == "failed"
    messenger.broken = (500, {})
    sync = read(app, admin)
    assert (sync.state, sync.note) == ("failed", "HTTP 500")
    assert not Mirrored.objects.exists()


def test_dingtalk_and_feishu_are_read_page_by_page(
    company: Company, messenger: Messenger, set_up: SetUp
) -> None:
    app, admin = set_up("dingtalk"), company.administrator
    messenger.places = [{"dept_id": 7, "parent_id": 1, "name": "法务部"}]
    messenger.people = [
        {"userid": f"10{place}", "name": f"新人{place}", "dept_id_list": [7], "leader": place == 0}
        for place in range(5)
    ]
    assert len(verbs(taken(app, admin))["person_new"]) == 5
    assert Department.objects.get(name="法务部").head == Person.objects.get(name="新人0")
    other = set_up("feishu")
    messenger.places = [
        {"open_department_id": "od-1", "parent_department_id": "0", "name": "法务部",
         "leader_user_id": "ou_1"},
    ]  # fmt: skip
    messenger.people = [
        {"open_id": "ou_1", "name": "欧一", "department_ids": ["od-1"], "status": {}},
        {"open_id": "ou_2", "name": "欧二", "department_ids": ["od-1"],
         "status": {"is_resigned": True}},
    ]  # fmt: skip
    assert verbs(taken(other, admin)) == {"person_new": ["欧一"]}
    assert Person.objects.get(name="欧一").login == "ouyi"


def test_the_pages_show_it_to_administrators_alone(
    company: Company, messenger: Messenger, set_up: SetUp, signed_in: Any
) -> None:
    app = set_up("wecom")
    in_wecom(messenger)
    browser = signed_in(company.administrator)
    led = browser.post(f"/apps/{app.pk}/syncs")
    assert led.status_code == 303
    assert "hx-get" in browser.get(led["Location"]).content.decode()
    syncs.work()
    page = browser.get(led["Location"]).content.decode()
    assert "设计组" in page
    assert "13800000001" not in page
    assert browser.post(f"{led['Location']}/confirmations").status_code == 303
    syncs.work()
    assert browser.get(led["Location"]).status_code == 200
    assert browser.get(f"/apps/{app.pk}").status_code == 200
    assert signed_in(company.li).get(led["Location"]).status_code == 404
