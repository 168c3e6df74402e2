"""`python -m cbccvc_rules` is `cbccvc`."""

from cbccvc_rules.cli import main

if __name__ == "__main__":
    main()
