"""The checks, one function each: a subject in, problems out."""
