"""`zsite publish`, `releases`, `rollback` and `review`: online, looked at, back, and read before.

The commands are in `commands`, what they show in `shown`, their sentences in `words`.
"""
