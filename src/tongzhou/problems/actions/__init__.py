"""The verbs of a problem: `sides` (what each says), `ways_out` (options, agreement), `rulings`."""
