import pandas as pd
import pytest

from carteira_cli.model.on_demand import OnDemand


def test_a_frame_is_made_once_and_only_when_asked_for() -> None:
    made: list[str] = []

    def make(name: str) -> pd.DataFrame:
        made.append(name)
        return pd.DataFrame({"name": [name]})

    frames = OnDemand(["a", "b"], make)

    assert ("a" in frames, "c" in frames, list(frames), len(frames)) == (True, False, ["a", "b"], 2)
    assert made == []
    assert frames["b"] is frames["b"]
    assert made == ["b"]
    with pytest.raises(KeyError):
        frames["c"]
