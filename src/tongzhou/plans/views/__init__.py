"""HTTP of the division table: load, act, render."""
