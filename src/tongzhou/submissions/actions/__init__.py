"""The only writers: `campaigns` (ask, close, repeat), `handing` (hand in, look), `reminding`."""
