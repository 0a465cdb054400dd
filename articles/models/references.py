"""A database constraint that Django lacks: a revision named beside a version is one of that version's own."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.backends.ddl_references import Statement, Table


class OwnRevision(models.BaseConstraint):
    """The pair of columns (`version`, `revision`) stands in the table of revisions: a foreign key over both.

    Judged at the end of the transaction, as Django's own foreign keys. Nothing is asked where one of them is null.
    The table of revisions needs a unique constraint over its version and its primary key.
    """

    def __init__(self, *, name: str, version: str, revision: str, **kwargs: Any) -> None:
        self.version = version
        self.revision = revision
        super().__init__(name=name, **kwargs)

    def constraint_sql(self, model: type[models.Model], schema_editor: BaseDatabaseSchemaEditor) -> str:
        """Return the clause as it stands inside CREATE TABLE."""
        own = [model._meta.get_field(name).column for name in (self.version, self.revision)]
        target: Any = model._meta.get_field(self.revision).remote_field.model  # type: ignore[union-attr]
        quote = schema_editor.quote_name
        there = [target._meta.get_field("version").column, target._meta.pk.column]
        return (
            f"CONSTRAINT {quote(self.name)} FOREIGN KEY ({', '.join(map(quote, own))})"
            f" REFERENCES {quote(target._meta.db_table)} ({', '.join(map(quote, there))}) DEFERRABLE INITIALLY DEFERRED"
        )

    def create_sql(self, model: type[models.Model], schema_editor: BaseDatabaseSchemaEditor) -> Statement:
        """Return the statement that adds it to a table; never asked on SQLite, which makes the table anew."""
        table = Table(model._meta.db_table, schema_editor.quote_name)
        return Statement(
            "ALTER TABLE %(table)s ADD %(clause)s", table=table, clause=self.constraint_sql(model, schema_editor)
        )

    def remove_sql(self, model: type[models.Model], schema_editor: BaseDatabaseSchemaEditor) -> Statement:
        """Return the statement that takes it away."""
        table = Table(model._meta.db_table, schema_editor.quote_name)
        name = schema_editor.quote_name(self.name)
        return Statement("ALTER TABLE %(table)s DROP CONSTRAINT %(name)s", table=table, name=name)

    def validate(
        self, model: type[models.Model], instance: models.Model, exclude: Any = None, using: str = "default"
    ) -> None:
        """ValidationError for a revision of another version. One query where the revision is not loaded."""
        if exclude and {self.version, self.revision} & set(exclude):
            return
        version_id = getattr(instance, model._meta.get_field(self.version).attname)
        revision = getattr(instance, self.revision)
        if version_id is not None and revision is not None and revision.version_id != version_id:
            raise ValidationError(self.get_violation_error_message(), code=self.violation_error_code)

    def deconstruct(self) -> tuple[str, tuple[()], dict[str, Any]]:
        """Describe it for migrations."""
        path, arguments, named = super().deconstruct()
        return path, arguments, {**named, "version": self.version, "revision": self.revision}

    def __eq__(self, other: object) -> bool:
        return isinstance(other, OwnRevision) and self.deconstruct() == other.deconstruct()

    def __hash__(self) -> int:
        return hash(self.name)
