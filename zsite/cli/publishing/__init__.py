"""`zsite publish`, `releases`, `rollback` and `review`: online, looked at, back, and read before.

What they show is in `shown`, what they have in common in `steps`.
"""
