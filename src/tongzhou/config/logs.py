"""What operators may read: never the token of an answer link, which opens a door."""

import logging
import re

TOKEN = re.compile(r"/([aw])/[\w-]{20,}")


class WithoutTokens(logging.Filter):
    def filter(self, record: logging.LogRecord) -> bool:
        said = record.getMessage()
        if TOKEN.search(said):
            record.msg, record.args = TOKEN.sub(r"/\1/…", said), None
        return True
