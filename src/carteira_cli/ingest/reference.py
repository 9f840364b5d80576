"""The day the portfolio is looked at from."""

from datetime import date, timedelta

import pandas as pd

from carteira_cli.model.options import ReadingOptions

FRESH_DAYS = 31


def reference_date(dates: pd.Series, options: ReadingOptions) -> tuple[date, str]:
    """Choose the reference date and tell its origin (given, config, today or last_sale).

    ``dates`` are the days of the usable sales and returns (so that no return falls out for
    coming after the last sale). A date that was given stands;
    else today, when the newest sale is at most 31 days old, else the newest sale's day.
    Days later than tomorrow are mistakes, never the reference.
    """
    if isinstance(options.as_of, date):
        return options.as_of, options.as_of_origin
    plausible = dates[dates <= pd.Timestamp(options.today + timedelta(days=1))]
    newest = plausible.max().date() if len(plausible) else options.today
    if options.as_of == "ultima":
        return newest, "last_sale"
    fresh = options.today - newest <= timedelta(days=FRESH_DAYS)
    if options.as_of == "hoje" or fresh:
        return options.today, "today"
    return newest, "last_sale"
