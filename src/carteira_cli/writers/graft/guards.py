"""Workbooks that are guarded by a signature, a lock or other people, and names that are taken."""

from carteira_cli.model import catalogue
from carteira_cli.model.findings import CarteiraError, Place
from carteira_cli.writers.graft.book import Book
from carteira_cli.writers.graft.markup import main
from carteira_cli.writers.graft.relations import relations_of

_SIGNATURE = "/digital-signature/origin"
_REVISIONS = ("/revisionHeaders", "/usernames")
_YES = frozenset({"1", "true"})


def require_unguarded(book: Book) -> None:
    """Refuse a book in which writing would break or evade something.

    Raises:
        CarteiraError: it is signed, its structure is locked, or it is shared with revisions.
    """
    if any(each.kind.endswith(_SIGNATURE) for each in relations_of(book.entries, "")):
        raise CarteiraError(catalogue.IN_PLACE_SIGNED)
    lock = book.root.find(main("workbookProtection"))
    if lock is not None and _YES & {lock.get("lockStructure"), lock.get("lockRevision")}:
        raise CarteiraError(catalogue.IN_PLACE_LOCKED)
    if any(each.kind.endswith(_REVISIONS) for each in book.relations):
        raise CarteiraError(catalogue.IN_PLACE_SHARED)


def require_free_names(book: Book, gift: Book) -> None:
    """Refuse to write sheets beside others of the same name.

    Raises:
        CarteiraError: the user has a sheet of his own that is called like one of ours.
    """
    new = {sheet.name.casefold() for mark, sheet in gift.marked.items() if mark not in book.marked}
    for sheet in book.sheets:
        if not book.is_ours(sheet) and sheet.name.casefold() in new:
            raise CarteiraError(
                catalogue.IN_PLACE_SHEET_NAME, Place(sheet=sheet.name), sheet=sheet.name
            )


def require_portable(gift: Book) -> None:
    """Make sure that a workbook of ours holds nothing that other books have only one of.

    Raises:
        AssertionError: a sheet isn't marked, or a formula spills over its cell.
    """
    if len(gift.marked) != len(gift.sheets) or gift.related("/sheetMetadata"):
        msg = "a workbook of ours with unmarked sheets or spilling formulas can't be grafted"
        raise AssertionError(msg)
