"""For those who write packs: cases run, schemas printed."""
