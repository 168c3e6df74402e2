"""What is judged and the judgement: tables, rows, a round, and the findings. Reads no file."""
