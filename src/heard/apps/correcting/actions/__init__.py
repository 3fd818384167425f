"""Writes about what was said: people say it, somebody decides, and any decision can be taken back."""

from heard.apps.correcting.actions.deciding import accept as accept
from heard.apps.correcting.actions.deciding import accept_unheard as accept_unheard
from heard.apps.correcting.actions.deciding import decline as decline
from heard.apps.correcting.actions.deciding import put_right as put_right
from heard.apps.correcting.actions.deciding import reopen as reopen
from heard.apps.correcting.actions.deciding import undo as undo
from heard.apps.correcting.actions.reporting import Remark as Remark
from heard.apps.correcting.actions.reporting import page_rows as page_rows
from heard.apps.correcting.actions.reporting import report as report
from heard.apps.correcting.actions.reporting import report_page as report_page
from heard.apps.correcting.actions.reporting import withdraw as withdraw
from heard.apps.correcting.actions.together import decline_all as decline_all
from heard.apps.correcting.actions.together import reopen_all as reopen_all
from heard.apps.joining.senders import Sender as Sender
