"""Run the command line as `python -m policytext`."""

from policytext.cli import main

if __name__ == "__main__":
    main()
