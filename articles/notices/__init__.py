"""What people are told by mail: rows of a queue, made in the transaction of what they tell of.

`tell` and its likes only insert rows; composing and sending is the work of `journal.mailing`, started by
`manage.py tick`. Nothing here fails an act: see `of_acts`.
"""

from articles.notices.of_accounts import ask_for_password, invite
from articles.notices.of_acts import tell_of_act, tell_of_comment
from articles.notices.queue import tell

__all__ = ["ask_for_password", "invite", "tell", "tell_of_act", "tell_of_comment"]
