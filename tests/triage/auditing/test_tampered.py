"""What the auditor's pages say once a superuser has changed the log behind the service's back."""

from hatereport.audit import checking
from tests import cast
from tests.triage import chain
from tests.triage.desk_browser import at_desk


def test_a_log_that_does_not_fit_is_said_by_record(own_database, superuser):
    case = chain.report_received()
    superuser.execute("UPDATE audit_entry SET act = 'nothing' WHERE chain = %s AND seq = 1", [f"case:{case.pk}"])
    checking.check()
    browser = at_desk(cast.auditor())

    whole = browser.get("/desk/audit/chain/").content.decode()
    one = browser.get(f"/desk/audit/records/{case.reference}/").content.decode()

    theirs = at_desk(cast.dev("auditor")).get("/desk/audit/chain/").content.decode()

    assert "Yes: the log was changed" in whole
    assert "Yes: the log was changed" in theirs
    assert case.reference not in theirs, "a record of another force is counted and not named"
    assert "1 record of other forces, or of none" in theirs
    assert case.reference in whole
    assert "Entry 1 was altered, inserted or moved." in one
