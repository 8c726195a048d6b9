"""`python -m tongzhou.config` is the command `tongzhou`."""

from tongzhou.config.cli import main

main()
