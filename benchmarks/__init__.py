"""Speed as ratios within one run: `make bench` prints the figures of `docs/why/speed.md`."""
