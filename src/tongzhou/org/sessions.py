"""Sessions in the database, found with a prepared read: every page begins with one."""

from datetime import datetime

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.db.models import QuerySet
from django.utils import timezone

from tongzhou.core.prepared import Prepared


class SessionStore(db.SessionStore):
    def _get_session_from_db(self) -> Session | None:
        found = _open(self.session_key or "", timezone.now())
        if not found:
            self._session_key = None
            return None
        session: Session = found[0]
        return session


@Prepared
def _open(key: str, now: datetime) -> QuerySet[Session]:
    return Session.objects.filter(session_key=key, expire_date__gt=now)
