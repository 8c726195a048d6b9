"""What pages, the dossier and the verifier ask about agreements and changes."""
