"""The demo journal: its people, their accounts, and pieces built through the doors everybody uses."""

PASSWORD = "facing-pages"
