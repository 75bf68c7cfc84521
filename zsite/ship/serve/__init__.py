"""`zsite serve`: the site as its editors write it, in the browser, and what they get wrong."""
