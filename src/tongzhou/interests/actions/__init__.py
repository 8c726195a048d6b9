"""The only writers of interests, effects, options, scores and decisions."""
