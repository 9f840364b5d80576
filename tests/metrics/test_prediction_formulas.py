"""The models against slow, independent arithmetic: integrals over all customers there may be.

The behaviour of one customer of known rate and chance is a product of powers and exponentials; what
the models say is its mean over the gamma and the beta. mpmath takes that mean by quadrature.
"""

from collections.abc import Callable

import mpmath
import numpy as np
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from scipy.special import roots_jacobi

from carteira_cli.metrics.prediction import gamma_gamma
from carteira_cli.metrics.prediction.backtest import auc, interval
from carteira_cli.metrics.prediction.beta_geometric import BG, MBG, BetaGeometric
from carteira_cli.metrics.prediction.forecast import MODELS, Model
from carteira_cli.metrics.prediction.histories import Histories
from carteira_cli.metrics.prediction.pareto_nbd import PARETO

SHAPE = st.floats(0.3, 4.0)
LENGTH = st.floats(2.0, 300.0)
AHEAD = 30.0
Mean = Callable[[Callable[[float], float]], float]


def slowly(examples: int) -> settings:
    """Few examples, and none made smaller: each takes a quadrature."""
    return settings(max_examples=examples, phases=[Phase.explicit, Phase.generate])


@st.composite
def histories(draw: st.DrawFn) -> Histories:
    """One customer: x repeat purchases, the last of them t_x days old out of T."""
    x = draw(st.integers(0, 12))
    age = draw(st.floats(1.0, 400.0))
    last = draw(st.floats(0.05, 1.0)) * age if x else 0.0
    return Histories(*(np.array([value]) for value in (float(x), last, age, 1.0)))


def of_one(known: Histories) -> tuple[float, float, float]:
    return float(known.x[0]), float(known.t_x[0]), float(known.T[0])


def over_gamma(r: float, alpha: float, x: float, time: float) -> float:
    """The mean of λˣ·e^(−λ·time) over λ of a gamma(r, α)."""
    return float(mpmath.rf(r, x) * mpmath.mpf(alpha) ** r / mpmath.mpf(alpha + time) ** (r + x))


def over_beta(a: float, b: float, of_p: Callable[[float], float]) -> float:
    """The mean of a smooth function over p of a beta(a, b), by Gauss and Jacobi."""
    nodes, weights = roots_jacobi(40, b - 1, a - 1)
    values = [of_p((1 + node) / 2) for node in nodes]
    return float(sum(w * v for w, v in zip(weights, values, strict=True)) / weights.sum())


def slow_beta_geometric(
    model: BetaGeometric, params: list[float], known: Histories
) -> tuple[float, float, float]:
    """Likelihood, P(alive), and expected purchases in the next 30 days."""
    (r, alpha, a, b), (x, last, age) = params, of_one(known)
    k = int(model.stops_at_once)
    can_stop = x > 0 or k
    alive = over_beta(a, b, lambda p: (1 - p) ** (x + k) * over_gamma(r, alpha, x, age))
    stopped = (
        over_beta(a, b, lambda p: p * (1 - p) ** (x + k - 1) * over_gamma(r, alpha, x, last))
        if can_stop
        else 0
    )

    def to_come(p: float) -> float:
        """∫λˣe^(−λT)(1 − e^(−λpt))/p: whoever lives buys until he stops."""
        less = over_gamma(r, alpha, x, age) - over_gamma(r, alpha, x, age + p * AHEAD)
        return float((1 - p) ** (x + k)) * less / p

    whole = alive + stopped
    return whole, alive / whole, over_beta(a, b, to_come) / whole


@pytest.mark.parametrize("model", [MBG, BG], ids=lambda model: model.slug)
@slowly(15)
@given(known=histories(), r=SHAPE, alpha=LENGTH, a=SHAPE, b=st.floats(0.6, 4.0))
def test_beta_geometric_is_the_mean_over_rates_and_chances(
    model: BetaGeometric, known: Histories, r: float, alpha: float, a: float, b: float
) -> None:
    params = np.array([r, alpha, a, b])
    likelihood, alive, to_come = slow_beta_geometric(model, [r, alpha, a, b], known)

    value, _ = model.log_likelihood(params, known)

    assert value == pytest.approx(float(mpmath.log(likelihood)), rel=1e-4, abs=1e-4)
    assert model.p_alive(params, known)[0] == pytest.approx(float(alive), rel=1e-3)
    expected = model.p_alive(params, known) * model.purchases_if_alive(params, known, AHEAD)
    assert expected[0] == pytest.approx(float(to_come), rel=1e-3)


def slow_pareto(params: list[float], known: Histories) -> tuple[float, float]:
    """Likelihood and P(alive): alive at T, or stopped at some moment since t_x."""
    (r, alpha, s, beta), (x, last, age) = params, of_one(known)

    def survives(time: float) -> float:
        return float((beta / (beta + time)) ** s)

    def stops(time: float) -> float:
        return s / (beta + time) * survives(time)

    alive = over_gamma(r, alpha, x, age) * survives(age)
    edges = [last + (age - last) * share for share in (0, 0.01, 0.1, 0.4, 1)]
    stopped = mpmath.quad(lambda time: stops(time) * over_gamma(r, alpha, x, time), edges)
    return alive + stopped, alive / (alive + stopped)


@slowly(25)
@given(known=histories(), r=SHAPE, alpha=LENGTH, s=SHAPE, beta=LENGTH)
def test_pareto_is_the_mean_over_rates_and_moments(
    known: Histories, r: float, alpha: float, s: float, beta: float
) -> None:
    params = np.array([r, alpha, s, beta])
    likelihood, alive = slow_pareto([r, alpha, s, beta], known)

    value, _ = PARETO.log_likelihood(params, known)

    assert value == pytest.approx(float(mpmath.log(likelihood)), rel=1e-5, abs=1e-5)
    assert PARETO.p_alive(params, known)[0] == pytest.approx(float(alive), rel=1e-4)


@slowly(10)
@given(known=histories(), r=SHAPE, alpha=LENGTH, s=st.floats(0.3, 3.0), beta=LENGTH)
def test_pareto_expects_what_the_living_buy(
    known: Histories, r: float, alpha: float, s: float, beta: float
) -> None:
    """Rate (r+x)/(α+T), times the days that somebody alive at T is still there."""
    params, (x, _, age) = np.array([r, alpha, s, beta]), of_one(known)
    there = mpmath.quad(lambda time: ((beta + age) / (beta + age + time)) ** s, [0, AHEAD])

    expected = PARETO.purchases_if_alive(params, known, AHEAD)[0]

    assert expected == pytest.approx(float((r + x) / (alpha + age) * there), rel=1e-4)


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.slug)
@slowly(25)
@given(one=histories(), other=histories(), params=st.tuples(SHAPE, LENGTH, SHAPE, SHAPE))
def test_the_gradient_is_the_slope(
    model: Model, one: Histories, other: Histories, params: tuple[float, ...]
) -> None:
    x, t_x, age = (np.append(getattr(one, n), getattr(other, n)) for n in ("x", "t_x", "T"))
    both = Histories(x, t_x, age, weight=np.array([1.0, 3.0]))
    at = np.array(params)
    _, gradient = model.log_likelihood(at, both)

    steps = np.diag(at * 1e-5)
    slope = [
        (model.log_likelihood(at + step, both)[0] - model.log_likelihood(at - step, both)[0])
        / (2 * step.sum())
        for step in steps
    ]

    assert gradient == pytest.approx(slope, rel=1e-4, abs=1e-5)


@slowly(25)
@given(x=st.integers(1, 20), amount=st.floats(0.5, 500), p=SHAPE, q=st.floats(1.1, 5), v=LENGTH)
def test_spend_is_the_mean_over_scales(x: int, amount: float, p: float, q: float, v: float) -> None:
    """x purchases of a gamma(p, ν) have a mean of a gamma(px, νx); ν is of a gamma(q, v)."""

    def likelihood(nu: float) -> float:
        rate, shape = nu * x, p * x
        mean = rate**shape * mpmath.mpf(amount) ** (shape - 1) * mpmath.exp(-rate * amount)
        of_nu = mpmath.mpf(v) ** q * nu ** (q - 1) * mpmath.exp(-v * nu) / mpmath.gamma(q)
        return float(mean / mpmath.gamma(shape) * of_nu)

    middle = (p * x + q) / (x * amount + v)
    slow = mpmath.quad(likelihood, [0, middle / 4, middle, 4 * middle, 40 * middle, mpmath.inf])

    bought = gamma_gamma.Bought.of(np.array([float(x)]), np.array([amount]))
    value, _ = bought.log_likelihood(np.array([p, q, v]))

    assert value == pytest.approx(float(mpmath.log(slow)), rel=1e-4, abs=1e-4)


@given(st.lists(st.tuples(st.integers(0, 5), st.booleans()), min_size=1, max_size=30))
def test_auc_is_the_share_of_pairs_in_the_right_order(cases: list[tuple[int, bool]]) -> None:
    yes = [score for score, happened in cases if happened]
    no = [score for score, happened in cases if not happened]
    pairs = [(one > other) + (one == other) / 2 for one in yes for other in no]

    found = auc(np.array([s for s, _ in cases], float), np.array([h for _, h in cases]))

    assert found == (pytest.approx(np.mean(pairs)) if pairs else None)


def test_wilsons_interval() -> None:
    assert interval(93, 100) == pytest.approx((0.8625, 0.9657), abs=1e-4)
    assert interval(0, 0) == (None, None)


@given(st.lists(st.tuples(st.integers(1, 9), st.floats(0.5, 500)), min_size=1, max_size=9))
def test_the_gradient_of_the_spend_is_its_slope(customers: list[tuple[int, float]]) -> None:
    x, amount = np.array(customers, dtype=float).T
    bought, at = gamma_gamma.Bought.of(x, amount), np.array([2.0, 3.0, 40.0])

    _, gradient = bought.log_likelihood(at)

    steps = np.diag(at * 1e-5)
    slope = [
        (bought.log_likelihood(at + step)[0] - bought.log_likelihood(at - step)[0])
        / (2 * step.sum())
        for step in steps
    ]
    assert gradient == pytest.approx(slope, rel=1e-4, abs=1e-4)
