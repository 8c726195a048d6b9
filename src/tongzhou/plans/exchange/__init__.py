"""Plans of other programs and other people: opened, understood, explained; knows no database."""
