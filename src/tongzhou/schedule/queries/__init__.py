"""What the views of the schedule show."""
