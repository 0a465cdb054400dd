"""The page of a piece in one language, and what lies around it: facing reading, its short addresses, its absence."""
