"""The form editor at `/_edit/`: forms from the declarations of kinds, saved by splicing."""
