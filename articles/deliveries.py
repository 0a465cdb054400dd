"""Files handed in and not yet taken over: kept for their owner until the report on them has been read.

Whoever takes one over reads its bytes again, so what is stored is what the report showed. What nobody took over is
gone a day later.
"""

from datetime import datetime, timedelta

from articles.models import LanguageVersion
from articles.models.delivery import Delivery
from articles.rights import Person
from journal.models import User
from journal.text.sanitize import clean_line

KEPT_FOR = timedelta(days=1)
LONGEST_NAME = 200
MOST_KEPT = 10


def keep_delivery(
    data: bytes,
    *,
    kind: Delivery.Kind,
    language: str,
    version: LanguageVersion | None = None,
    name: str,
    by: User,
    at: datetime,
) -> Delivery:
    """Keep `data` as it came and return its row; deliveries of anybody older than a day go with it.

    An earlier delivery of the same kind by the same person for the same version is replaced; where there is no version
    yet, two files are two pieces, and the newest MOST_KEPT stay. Four queries.
    """
    drop_old(at)
    earlier = Delivery.objects.filter(by=by, kind=kind, version=version).order_by("-pk")
    gone = earlier.values_list("pk", flat=True)[0 if version else MOST_KEPT - 1 :]
    Delivery.objects.filter(pk__in=list(gone)).delete()
    return Delivery.objects.create(
        kind=kind, version=version, language=language, by=by, at=at, name=clean_line(name[:LONGEST_NAME]), data=data
    )


def find_delivery(user: Person, pk: int, *, kind: Delivery.Kind, at: datetime) -> Delivery | None:
    """Return the person's own delivery of a kind; None for others', unknown and expired ones. One query."""
    if not isinstance(user, User):
        return None
    return Delivery.objects.filter(by=user, pk=pk, kind=kind, at__gt=at - KEPT_FOR).first()


def drop_old(at: datetime) -> int:
    """Delete deliveries older than a day, whoever's they are; return how many. One query."""
    return Delivery.objects.filter(at__lte=at - KEPT_FOR).delete()[0]
