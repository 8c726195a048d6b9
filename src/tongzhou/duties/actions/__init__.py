"""The verbs of the register: `reporting` (gap, overlap, own duty), `owning`, `wording`, `turns`."""
