"""What each act does once right and stage are in order. Called by `articles.workflow` only, inside its transaction.

Every effect takes the held version, `by`, `at` and `comment`, and by keyword what the act takes besides; it returns the
`details.Details` of the log. Who has a piece: `people`. Its text: `writing`. What readers see: `publishing`. The whole
piece: `piece`.
"""
