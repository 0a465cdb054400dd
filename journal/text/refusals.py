"""Texts that are not taken, and the caps. Raised by every step of cleaning that comes before a parser."""

MAX_CHARACTERS = 250_000
MAX_NESTING = 100


class TextRefused(ValueError):
    """A text that cannot be cleaned. The message is a sentence for its author, in English."""


class TextTooLong(TextRefused):
    """More than MAX_CHARACTERS, as it came or as it would be stored."""

    def __init__(self) -> None:
        super().__init__(f"This text has more than {MAX_CHARACTERS:,} characters, markup included.")


class TextTooDeep(TextRefused):
    """More than MAX_NESTING elements within each other."""

    def __init__(self) -> None:
        super().__init__(f"More than {MAX_NESTING} elements of this text are within each other.")
