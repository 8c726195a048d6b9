"""What operators may read: never the token of an answer link, which opens a door."""

import logging

from tongzhou.core.doors import DOOR, without_tokens


class WithoutTokens(logging.Filter):
    def filter(self, record: logging.LogRecord) -> bool:
        said = record.getMessage()
        if DOOR.search(said):
            record.msg, record.args = without_tokens(said), None
        return True
