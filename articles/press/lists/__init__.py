"""Lists of pieces: home pages, people, topics, archive, corrections, and what they are made of."""
