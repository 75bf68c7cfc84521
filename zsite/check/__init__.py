"""`zsite check`: what an inspector, a lawyer or an investor would find, said first.

In reading order: `registry` lists every check; `subjects` says what they look at; `checks/` holds
them, one function each; `survey` runs them and remembers; `inspection` is the answer; `session`
is a whole run.
"""
