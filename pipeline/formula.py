"""Text from the web must never be a formula in a spreadsheet."""

FORMULA = (*"=+-@＝＋－＠", "\t", "\r", "\n")
"""What a spreadsheet takes for the start of a formula, full-width forms too."""


def harmless(text: str) -> str:
    """The text, with an apostrophe in front where a spreadsheet would run it."""
    return f"'{text}" if text.startswith(FORMULA) else text
