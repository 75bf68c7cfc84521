"""zsite: a static site generator for investment promotion portals."""

__version__ = "0.1.0"
