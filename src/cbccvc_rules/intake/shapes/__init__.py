"""From the sheet that an agency sent to a table: its headings found, its columns and rows told."""
