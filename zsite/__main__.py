"""`python -m zsite` and the console command."""

from zsite.cli import main

__all__ = ["main"]

if __name__ == "__main__":
    main()
