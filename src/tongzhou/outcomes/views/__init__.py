"""Pages of the last stage: `deliveries` (with the dossier) and `retrospectives`."""
