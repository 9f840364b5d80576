from carteira_cli.cli.tolerance import UNREAD, unread_share
from carteira_cli.model.tables import Reconciliation, SetAside


def found(used: int, *set_aside: SetAside) -> Reconciliation:
    rows = used + sum(reason.rows for reason in set_aside)
    return Reconciliation(rows, 0, used, 0, set_aside)


def test_rows_rightly_left_out_raise_no_doubt() -> None:
    assert unread_share(found(1, SetAside("cancelled", 50, 0), SetAside("total-row", 9, 0))) == 0


def test_every_reason_for_not_understanding_counts() -> None:
    reasons = [SetAside(slug, 1, 0) for slug in sorted(UNREAD)]

    assert unread_share(found(len(UNREAD), *reasons)) == 0.5


def test_of_nothing_nothing_is_unread() -> None:
    assert unread_share(found(0)) == 0
