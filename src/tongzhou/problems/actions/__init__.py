"""The verbs of a problem: `sides`, `facts`, `meeting`, `ways_out` (options, agreement), `rulings`."""
