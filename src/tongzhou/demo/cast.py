"""The people of the story and the departments they speak for."""

from dataclasses import dataclass

from tongzhou.org.models import Department, Person


@dataclass(frozen=True)
class Cast:
    marketing: Department
    product: Department
    sales: Department
    service: Department
    chen_zong: Person
    li: Person
    lin: Person
    wang: Person
    wang_gong: Person
    liu: Person
    zhao: Person
    zhou: Person
    chen: Person
    huang: Person

    def department(self, name: str) -> Department:
        return {
            "marketing": self.marketing,
            "product": self.product,
            "sales": self.sales,
            "service": self.service,
        }[name]

    def carrier(self, task: str) -> Person:
        """Who updates and delivers a task of the story."""
        return {
            "需求评审与开发": self.wang_gong,
            "用户需求收集": self.zhou,
            "推广活动策划": self.lin,
            "数据分析支持": self.huang,
        }[task]
