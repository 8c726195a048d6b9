"""往事: collaborations that happened elsewhere, taken over as facts from a bundle (docs/bundle.md)."""
