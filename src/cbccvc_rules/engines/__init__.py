"""Engines: they run a ruleset over a batch. The reference engine is the meaning."""
