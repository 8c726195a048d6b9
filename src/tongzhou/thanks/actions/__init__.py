"""The only writers of thanks and of who agreed to be named."""
