"""After the build, and beside it: what uses the site or helps its editors."""
