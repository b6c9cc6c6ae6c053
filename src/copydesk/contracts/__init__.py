"""The JSON that copydesk prints and reads, in one place: a module a subject, a schema a contract.

Each record is a typed dictionary, made by the function beside it; `schema_files` makes JSON Schemas
of them. A field that is added leaves a contract's version as it is; one that goes, is renamed or
means something else makes it the next (docs/reference/schemas.md).
"""
