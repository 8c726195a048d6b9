"""The product's settings for tests: a data folder per process, a fast hasher, the chosen engine.

`TONGZHOU_DATA` given: used (a sub-folder per parallel worker). `TONGZHOU_TEST_ENGINE=postgresql`:
a private PostgreSQL cluster that lives as long as the test run; `DATABASE_URL` given: that server.
"""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

from tests import postgresql
from tongzhou.config.messages import compile_all

_worker = os.environ.get("PYTEST_XDIST_WORKER", "")
if "TONGZHOU_DATA" not in os.environ:
    _folder = tempfile.mkdtemp(prefix="tongzhou-tests-")
    atexit.register(shutil.rmtree, _folder, ignore_errors=True)
    os.environ["TONGZHOU_DATA"] = _folder
if _worker:
    os.environ["TONGZHOU_DATA"] = str(Path(os.environ["TONGZHOU_DATA"]) / _worker)
if os.environ.get("TONGZHOU_TEST_ENGINE") == "postgresql" and "DATABASE_URL" not in os.environ:
    os.environ["DATABASE_URL"] = postgresql.start()

if not _worker:
    compile_all()

from tongzhou.config.settings import *  # noqa: E402, F403 — the environment is read on import

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
if "DATABASE_URL" not in os.environ:
    # Speed over durability, as in `tests.postgresql`; what the product asks for is tested by itself.
    _options = DATABASES["default"]["OPTIONS"]  # noqa: F405
    _quickly = f"{_options['init_command']} PRAGMA synchronous=OFF;"
    DATABASES["default"]["OPTIONS"] = {**_options, "init_command": _quickly}  # noqa: F405
DEBUG = False
LIVE = False
