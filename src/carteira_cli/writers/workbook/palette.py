"""The colours: Okabe and Ito's, which colour-blind readers tell apart, and what each tone wears.

Every pair of text and background here has a contrast of at least 4.5 to 1 (WCAG 2, level AA).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from carteira_cli.model.columns import Tone

BLUE = "#0072B2"
SKY = "#56B4E9"
GREEN = "#009E73"
ORANGE = "#E69F00"
VERMILLION = "#D55E00"

INK = "#1B2733"
MUTED = "#55626F"
LINE = "#D5DCE3"
PAPER = "#FFFFFF"
CARD = "#F3F6F9"
HEADER = "#143D5C"
HEADER_INK = "#FFFFFF"
LINK = "#00578A"
INPUT = "#FFF8E1"
INPUT_INK = "#00497A"
BAR = "#A9D6F2"
HEAT = "#5FB0E6"


@dataclass(frozen=True, slots=True)
class Shade:
    """How a tone looks: ``solid`` in charts and marks, ``ink`` on ``paper`` in cells."""

    solid: str
    paper: str
    ink: str


SHADES: Mapping[Tone, Shade] = MappingProxyType(
    {
        Tone.GOOD: Shade(GREEN, "#C9EADF", "#004D38"),
        Tone.WATCH: Shade(ORANGE, "#FFEFB0", "#5C4400"),
        Tone.BAD: Shade(VERMILLION, "#F2B591", "#5A1F00"),
        Tone.INFO: Shade(SKY, "#D6EBF9", "#003F66"),
        Tone.NEUTRAL: Shade("#8A949E", "#E9ECEF", "#3D4650"),
    }
)
