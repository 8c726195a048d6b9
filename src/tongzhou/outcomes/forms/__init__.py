"""The shapes of the last stage: `deliveries`, `acceptances`, `retrospectives`."""
