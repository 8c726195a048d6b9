"""HTTP of the schedule: load, act, render."""
