"""The rules as SQL: compiled to a tree of statements, run on DuckDB."""
