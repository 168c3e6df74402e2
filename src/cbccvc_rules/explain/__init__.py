"""Findings as sentences, in Vietnamese and English, from the trace of their evaluation."""
