"""What is known of a person beside the account: further departments, skills, accounts elsewhere."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from tongzhou.org.models.departments import Department
from tongzhou.org.models.people import Person


class SecondHome(models.Model):
    """兼任: a further department the person works in and whose matters the person sees."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="second_homes")
    department = models.ForeignKey(Department, models.PROTECT, related_name="second_people")
    since = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["department__path"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "department"], name="second_home_once")
        ]


class Skill(models.Model):
    """What somebody can be asked for; found by the search of people."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="skills")
    name = models.CharField(max_length=30)

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "name"], name="skill_once")
        ]


class ExternalId(models.Model):
    """How another system calls the person; one person for each of its accounts."""

    class System(models.TextChoices):
        WECOM = "wecom", _("WeCom account")
        DINGTALK = "dingtalk", _("DingTalk account")
        FEISHU = "feishu", _("Feishu account")

    person = models.ForeignKey(Person, models.CASCADE, related_name="external_ids")
    system = models.CharField(max_length=10, choices=System.choices)
    value = models.CharField(max_length=80)

    class Meta:
        ordering: ClassVar = ["system"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["system", "value"], name="external_id_of_one_person"),
            models.UniqueConstraint(fields=["person", "system"], name="one_external_id_a_system"),
        ]
