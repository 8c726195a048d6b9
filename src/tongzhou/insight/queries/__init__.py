"""Each module answers one question with tables; the numbers follow from the same rows everywhere."""
