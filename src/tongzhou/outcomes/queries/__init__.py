"""What the last stage shows: `deliveries`, `figures`, `whole_case`."""
