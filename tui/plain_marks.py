"""ASCII in place of signs that some terminals draw two cells wide: consoles set to Chinese shift the line behind them.

Only what is drawn changes; forms, ledger, paper and files keep what was written.
"""

_SIGNS = {
    ".": "\u00b7\u2022\u2025\u2026\u2027",
    "-": "\u2010\u2013\u2014\u2015\u2500",
    "|": "\u2016\u2502",
    "'": "\u2018\u2019\u2032",
    '"': "\u201c\u201d\u2033",
    "x": "\u00d7",
    "/": "\u00f7\u2215",
    "<": "\u2190",
    ">": "\u2192",
    "~": "\u223c",
    "o": "\u25cb\u25cf\u25cf\u25c9\u25ce",
    "#": "\u25a0\u25a1",
    "*": "\u203b\u2605\u2606",
}
PLAIN = {sign: plain for plain, signs in _SIGNS.items() for sign in signs}
"""One ASCII character for each sign that has one like it. Every sign is one cell wide by our own reckoning."""
