"""The built site, put online: `publication` is the order of steps, everything else a step.

In reading order: `targets` and `secrets` (where to, and how to get in), `manifest` and `snapshot`
(what), `plan` and `gate` (what would change, what forbids it), `lease` (one at a time), then one
of `releases` over `hosts/` (folder, SFTP, rsync), `objects` (S3), `bundle`, `handover`; at last
`proof` (is it up), `purge` and `journal`.
"""
