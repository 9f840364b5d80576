"""What colours a table: rules, so that sorting and editing keep the colours right."""

from carteira_cli.model.columns import Column, Tone
from carteira_cli.model.report import Table
from carteira_cli.writers.workbook.palette import BAR, HEAT, PAPER, SHADES, VERMILLION
from carteira_cli.writers.workbook.sheet import Block, Sheet
from carteira_cli.writers.workbook.texts import clean, fits_formula, literal

_LEGEND = (Tone.GOOD, Tone.WATCH, Tone.BAD, Tone.INFO)


def legend(sheet: Sheet, table: Table) -> None:
    """Say below the cursor what the colours mean; the words in the cells don't need them."""
    used = {tone for column in table.columns for tone in column.tones.values()}
    tones = [tone for tone in _LEGEND if tone in used]
    if not tones:
        return
    muted = sheet.styles.muted().plain
    pieces: list[object] = [muted, sheet.say("legend")]
    for tone in tones:
        mark = sheet.styles.get(font_color=SHADES[tone].solid).plain
        pieces += [mark, "   ■ ", muted, sheet.say(f"tone_{tone.value}")]
    sheet.paper.write_rich_string(sheet.row, 0, *pieces)
    sheet.row += 1


def colour(sheet: Sheet, table: Table, block: Block) -> None:
    """Colour the categories of a table and draw its data bars."""
    for column in table.columns:
        colour_words(sheet, column, block)
    for name in table.bars:
        _bars(sheet, block, block.columns[name])
    if table.heat:
        _heat(sheet, block, [block.columns[name] for name in table.heat])


def colour_words(sheet: Sheet, column: Column, block: Block) -> None:
    """Add one rule per coloured category, over the whole column."""
    col = block.columns[column.name]
    for category in column.categories:
        label = clean(category.label)
        if category.tone is not Tone.NEUTRAL and fits_formula(label):
            rule = {
                "type": "cell",
                "criteria": "==",
                "value": literal(label),
                "format": sheet.styles.rule(category.tone),
            }
            sheet.paper.conditional_format(block.first, col, block.last, col, rule)


def _heat(sheet: Sheet, block: Block, cols: list[int]) -> None:
    """Darken shares of one hue together; empty cells stay as white as the paper."""
    rule = {
        "type": "2_color_scale",
        "min_type": "num",
        "min_value": 0,
        "min_color": PAPER,
        "max_type": "max",
        "max_color": HEAT,
    }
    sheet.paper.conditional_format(block.first, min(cols), block.last, max(cols), rule)


def _bars(sheet: Sheet, block: Block, col: int) -> None:
    rule = {
        "type": "data_bar",
        "data_bar_2010": True,
        "bar_solid": True,
        "bar_color": BAR,
        "bar_border_color": BAR,
        "bar_negative_color": VERMILLION,
        "min_type": "num",
        "min_value": 0,
    }
    sheet.paper.conditional_format(block.first, col, block.last, col, rule)
