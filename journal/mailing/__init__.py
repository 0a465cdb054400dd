"""Mail of the desk: notices of the queue in words, gathered into mails, and sent. Started by `manage.py tick`."""
