import pandas as pd
import pytest

from carteira_cli.layout import reaching


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("(11) 98888-7777", "https://wa.me/5511988887777"),
        ("11 8888-7777", "https://wa.me/5511988887777"),
        ("+55 (11) 98888.7777", "https://wa.me/5511988887777"),
        ("(11) 3888-7777", None),
        ("(11) 9****-7777", None),
        ("11 98888-77*", None),
        ("98888-7777", None),
        ("=HYPERLINK(11988887777)", None),
        ("(20) 98888-7777", None),
        (None, None),
    ],
)
def test_only_a_valid_mobile_number_written_out_opens_a_conversation(
    written: str | None, address: str | None
) -> None:
    made = reaching.whatsapp(pd.Series([written], dtype="str"), [None])

    assert made.dropna().tolist() == ([address] if address else [])


def test_a_message_is_nothing_but_text_of_the_address() -> None:
    (made,) = reaching.whatsapp(pd.Series(["11988887777"]), ["Olá & =1+1?#é \n🛒"])

    assert made == (
        "https://wa.me/5511988887777?text=Ol%C3%A1%20%26%20%3D1%2B1%3F%23%C3%A9%20%0A%F0%9F%9B%92"
    )


def test_a_message_too_long_for_an_address_is_left_to_be_pasted() -> None:
    made = reaching.whatsapp(pd.Series(["11988887777"] * 2), ["á" * 327, "á" * 328])

    assert made.str.len().tolist() == [33 + 6 * 327, 27]


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("ana@x.com.br", True),
        ("ana.b+c_d@sub.x-y.com", True),
        ("=ana@x.com", False),
        ("ana@x.com?cc=eve@y.com", False),
        ("ana@x.com&body=x", False),
        ("an*@x.com", False),
        ("ana@localhost", False),
        ("Ana <ana@x.com>", False),
        ("ana@x.com\nBcc: y", False),
        (None, False),
    ],
)
def test_only_a_plain_address_begins_a_message(written: str | None, *, plain: bool) -> None:
    (made,) = reaching.mail(pd.Series([written], dtype="str"))

    assert (made == f"mailto:{written}") is plain
    assert plain or pd.isna(made)
