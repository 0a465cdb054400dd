"""What an effect hands back."""

from typing import Any

Details = dict[str, Any]
"""The details for the log (JSON), with three reserved keys: `columns` (columns of the version to store), `unchanged`,
and `stage` (where the version goes, if not where the table says)."""
