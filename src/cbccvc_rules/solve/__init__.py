"""Questions put to the packs: what is permitted, how many may be rated excellent."""
