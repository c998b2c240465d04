"""CSV on the Web, by csvw: the CSV against the `…csv-metadata.json` beside it."""

from csvw import CSVW

from hold import hold


def faults(file):
    table = CSVW(file, validate=True)
    return [] if table.is_valid else [str(one.message) for one in table.warnings] or ["not valid"]


hold("CSVW", "csvw", faults)
