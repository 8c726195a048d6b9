"""What pages and commands ask about past collaborations."""
