import json
from collections.abc import Mapping
from datetime import date
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from carteira_cli.model.report import Report
from carteira_cli.writers.json_document import write


def report(document: Mapping[str, Any]) -> Report:
    return Report("pt", "Carteira", (), (), (), document, {})


def written(value: object) -> Any:
    return json.loads(write(report({"value": value})))["value"]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (date(2026, 11, 22), "2026-11-22"),
        (pd.Timestamp(2026, 11, 22), "2026-11-22"),
        (np.int64(7), 7),
        (np.float64(0.1) + 0.2, 0.3),
        (float("nan"), None),
        (pd.NA, None),
        (pd.NaT, None),
        (np.bool_(True), True),
        ((1, None), [1, None]),
        ({"inner": {"day": date(2026, 1, 1)}}, {"inner": {"day": "2026-01-01"}}),
    ],
)
def test_values_become_what_json_knows(value: object, expected: object) -> None:
    assert written(value) == expected


def test_a_frame_is_a_list_of_records_with_nulls() -> None:
    frame = pd.DataFrame(
        {
            "name": pd.Series(["Ana", None], dtype="str"),
            "day": pd.Series(["2026-01-31", None], dtype="datetime64[s]"),
            "amount": [1234.56, float("nan")],
            "rank": pd.Series([1, None], dtype="Int64"),
        }
    )

    assert written(frame) == [
        {"name": "Ana", "day": "2026-01-31", "amount": 1234.56, "rank": 1},
        {"name": None, "day": None, "amount": None, "rank": None},
    ]


def test_a_list_in_a_frame_is_an_array_also_when_it_is_empty() -> None:
    frame = pd.DataFrame({"offer": pd.Series([("Pão", '"x"'), ()], dtype=object)})

    assert written(frame) == [{"offer": ["Pão", '"x"']}, {"offer": []}]


def test_an_empty_frame_is_an_empty_list() -> None:
    assert written(pd.DataFrame({"name": []})) == []


def test_keys_keep_their_order_records_their_line_and_the_text_its_accents() -> None:
    document = {"schema": "x", "b": 1, "a": pd.DataFrame({"n": ["São João", "Bia"]})}

    assert write(report(document)).decode() == (
        '{\n"schema": "x",\n"b": 1,\n"a": [\n{"n": "São João"},\n{"n": "Bia"}\n]\n}\n'
    )


def test_a_stray_surrogate_does_not_stop_the_document() -> None:
    assert written("A\ud800na") == "A?na"


def test_infinity_is_refused_and_not_written_as_no_json() -> None:
    with pytest.raises(ValueError, match="JSON"):
        written(float("inf"))


@given(
    st.lists(
        st.tuples(
            st.text(st.characters(exclude_categories=["Cs"])),
            st.integers(-(10**9), 10**9),
            st.none() | st.integers(0, 10**6),
        )
    )
)
def test_what_is_written_is_read_back_whatever_the_names_hold(
    rows: list[tuple[str, int, int | None]],
) -> None:
    frame = pd.DataFrame(rows, columns=["name", "cents", "rank"])
    frame = frame.assign(amount=frame["cents"] / 100, rank=frame["rank"].astype("Int64"))

    records = written(frame[["name", "amount", "rank"]])

    assert [(r["name"], round(r["amount"] * 100), r["rank"]) for r in records] == rows


@pytest.mark.parametrize(
    "values",
    [
        [True, False, True],
        [1, 0, 1],
        ["1", "0", "1, 2"],
        [["soap", "tea"], [], None],
        [1.5, None, 1.5],
    ],
)
def test_every_type_of_column_keeps_its_values(values: list[object]) -> None:
    assert [record["x"] for record in written(pd.DataFrame({"x": values}))] == values


def test_a_key_is_never_taken_for_a_placeholder() -> None:
    assert written(pd.DataFrame({"100 %s": [1]})) == [{"100 %s": 1}]
