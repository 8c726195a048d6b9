"""Turns an action that ended without effect into the page or fragment that says why."""
