"""What stands on top of every output when the figures may be wrong."""

from carteira_cli.model import catalogue
from carteira_cli.model.findings import Finding
from tests.layout.laid_out import small


def test_a_grave_finding_stands_on_top() -> None:
    grave = Finding(catalogue.TOTAL_MISMATCH, rows=(2,), values=("9",), details={"rows": 1})
    facts = dict(small(findings=(grave,)).facts)
    assert facts["Atenção"].startswith("Quantidade × preço não bate com o total (linhas: 1)")


def test_a_doubt_does_not() -> None:
    doubt = Finding(catalogue.ZERO_AMOUNT, rows=(2,), values=("0",))
    assert "Atenção" not in dict(small(findings=(doubt,)).facts)
