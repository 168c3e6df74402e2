"""Rule packs: the law as files, read, checked, and bound to a day."""
