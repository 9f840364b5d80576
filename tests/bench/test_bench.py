import sys
from itertools import pairwise
from pathlib import Path

import pandas as pd
import pytest

from bench import batch, make_data, plain_script, table
from bench.__main__ import write_into
from bench.stopwatch import Run, measure


def test_the_data_are_the_same_every_time_and_of_the_asked_size(tmp_path: Path) -> None:
    for name in ("one.csv", "two.csv"):
        make_data.write_csv(tmp_path / name, make_data.rows(2_000, 300))
    assert (tmp_path / "one.csv").read_bytes() == (tmp_path / "two.csv").read_bytes()
    lines = list(make_data.rows(2_000, 300))
    assert len(lines) == 2_000
    assert len({line[2] for line in lines} - {""}) >= 280
    assert all(before[1] <= after[1] for before, after in pairwise(lines))


def test_both_containers_hold_the_same_sales(tmp_path: Path) -> None:
    make_data.write_csv(tmp_path / "s.csv", make_data.rows(500, 50))
    make_data.write_xlsx(tmp_path / "s.xlsx", make_data.rows(500, 50))
    from_csv = plain_script.read(tmp_path / "s.csv", "openpyxl")
    from_xlsx = plain_script.read(tmp_path / "s.xlsx", "openpyxl")
    pd.testing.assert_frame_equal(from_csv, from_xlsx, check_dtype=False)


def test_the_plain_script_adds_up_what_was_sold_less_what_came_back() -> None:
    sales = pd.DataFrame(
        {
            "Número do pedido": [1, 1, 2, 3, 4],
            "Data": pd.to_datetime([f"2026-01-0{day}" for day in (1, 1, 5, 7, 9)]),
            "Código do cliente": ["1", "1", "1", "1", "1"],
            "Cliente": ["Bar"] * 5,
            "Valor total": [10.0, 5.5, 20.0, -3.25, 1000.0],
            "Tipo de operação": ["Venda", "Venda", "Venda", "Devolução de venda", "Venda"],
            "Situação": ["Faturado"] * 4 + ["Cancelado"],
        }
    )
    (customer,) = plain_script.by_customer(sales).to_dict("records")
    assert (customer["Pedidos"], customer["Valor"], customer["Dias sem comprar"]) == (2, 32.25, 2)


def test_the_stopwatch_sees_time_memory_and_failure(tmp_path: Path) -> None:
    busy = "x = bytearray(64 * 2**20); import time; time.sleep(0.2); print(len(x))"
    run = measure([sys.executable, "-c", busy], tmp_path / "out.txt")
    assert run.wall >= 0.2 > run.cpu >= 0
    assert run.memory >= 64
    assert (tmp_path / "out.txt").read_text(encoding="utf-8").strip() == str(64 * 2**20)
    with pytest.raises(RuntimeError, match="exit code 3"):
        measure([sys.executable, "-c", "raise SystemExit(3)"], tmp_path / "out.txt")


def test_runs_are_compared_pair_by_pair() -> None:
    plain, ours = [Run(6, 5, 300), Run(9, 7, 300)], [Run(2, 1, 100), Run(3, 1, 200)]
    wall, cpu, memory = table.job_rows("job", plain, ours)
    assert wall == (
        "| job | wall, s | 6.00 / **7.50** / 9.00 | 2.00 / **2.50** / 3.00 "
        "| 3.00, 3.00 (median **3.00**) |"
    )
    assert cpu.endswith("| 5.00, 7.00 (median **6.00**) |")
    assert "300 / **300** / 300" in memory


def test_the_figures_replace_the_old_ones_and_nothing_else(tmp_path: Path) -> None:
    document = tmp_path / "performance.md"
    document.write_text("a <!-- figures -->old<!-- end of figures --> b", encoding="utf-8")
    write_into(document, "new")
    text = document.read_text(encoding="utf-8")
    assert text == "a <!-- figures -->\n\nnew\n\n<!-- end of figures --> b"


def test_a_batch_is_watched_with_its_children_and_its_ratios_are_told(tmp_path: Path) -> None:
    child = "x = b'1' * 2**26; import time; time.sleep(0.5)"
    parent = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {child!r}])"

    run = batch.timed([[sys.executable, "-c", parent]], tmp_path / "said.json")

    assert run.wall >= 0.5
    assert run.memory >= 64
    runs = dict(zip(batch.SIDES, ([batch.Run(wall, 1)] for wall in (5, 10, 20)), strict=True))
    assert "| 0.50 (median **0.50**) |" in batch.report(runs, 60)
