"""Rows as templates read them."""

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet

Row = Mapping[str, Any]
Rows = QuerySet[Any, Row]
