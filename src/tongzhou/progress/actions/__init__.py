"""The verbs of the weekly rhythm: `rounds` and `notices`."""
