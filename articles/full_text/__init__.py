"""Full-text search of what has been put before readers: the index, the forms of a word, the engines of both databases.

`index` writes; `forms` finds under which forms a typed word may stand in the texts, by what its `letters` tell;
`postgres` and `sqlite` are what each database does for them, with the same functions.
"""
