"""The verbs at the end: `deliveries`, `acceptances`, `retrospectives`, `improvements`, `dossiers`."""
