"""Numbers as people read them: exact rounding, Danish and English form."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction

from pejling.terms.text import Language

MINUS = "\u2212"


def exact(value: float, decimals: int) -> Fraction:
    """The number that was printed: ``value`` to ``decimals`` places, free of binary noise.

    >>> exact(0.1, 1) == Fraction(1, 10)
    True
    """
    return Fraction(round(value * 10**decimals), 10**decimals) if decimals < 15 else Fraction(value)


def round_half_up(value: Fraction, decimals: int) -> Decimal:
    """``value`` rounded to ``decimals`` places, halves away from zero (as the printed reports do).

    >>> round_half_up(Fraction(1, 8), 2), round_half_up(Fraction(-1, 2), 0)
    (Decimal('0.13'), Decimal('-1'))
    """
    with localcontext() as context:
        context.prec = 60
        quotient = Decimal(value.numerator) / Decimal(value.denominator)
        rounded = quotient.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    return rounded if rounded else rounded.copy_abs()


def written(value: Decimal, lang: Language) -> str:
    """A rounded number in Danish (1.234,5) or English (1,234.5) form, with a true minus sign.

    >>> written(Decimal("-1234.5"), "da")
    '−1.234,5'
    """
    text = f"{value.copy_abs():,f}"  # abs() would round to 28 digits
    if lang == "da":
        text = text.translate(str.maketrans(",.", ".,"))
    return MINUS + text if value < 0 else text
