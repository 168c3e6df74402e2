"""The rule language: text, tree, types and rules; it knows nothing of staff or of any law."""
