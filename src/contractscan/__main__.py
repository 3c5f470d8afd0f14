"""`python -m contractscan`."""

from contractscan.cli import main

if __name__ == "__main__":
    main()
