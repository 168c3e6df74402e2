"""The release: one place for the build, the command and the reports."""

DISTRIBUTION = "cbccvc-rules"
VERSION = "0.1.0"
