"""The Gantt chart as numbers: an axis of days, bars upon it, lines between them. No HTML, no ORM."""
