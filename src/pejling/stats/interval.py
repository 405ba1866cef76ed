"""Intervals of shares, counts and ratios, of their differences, and what a p-value is read off."""

from __future__ import annotations

import math

from pejling.stats.survival import normal

Limits = tuple[float, float]

_FEW, _MANY = 2, 3  # Brown, Cai & DasGupta's x*: up to 50 trials, and above
_SMALL = 50


def wilson(successes: float, trials: float, level: float = 0.95) -> Limits:
    """Lower and upper limits, within 0..1, of a share ``successes`` / ``trials``.

    Whole numbers, or effective ones. ValueError unless 0 <= successes <= trials and trials > 0. It takes the
    trials for independent. Near 0 and 1 it covers too seldom, down to 83 per cent: see ``share``.

    Source: Wilson (1927), JASA 22:209-212.
    """
    _check_share(successes, trials)
    z = normal(level)
    share, more = successes / trials, z * z / trials
    middle = (share + more / 2) / (1 + more)
    reach = z / (1 + more) * ((share * (1 - share) + more / 4) / trials) ** 0.5
    low = 0.0 if successes == 0 else max(middle - reach, 0.0)
    high = 1.0 if successes == trials else min(middle + reach, 1.0)
    return low, high


def share(successes: float, trials: float, level: float = 0.95) -> Limits:
    """Wilson's limits, with the one towards 0 (or 1) put further out where few succeed (or few do not).

    Up to 2 successes (3 of more than 50 trials) the lower limit is Poisson's, from one side; the upper one
    in the mirror. From 20 trials on it covers at least 91 per cent at every share for a nominal 95, and 95
    averaged over shares. Arguments, limits and errors as ``wilson``.

    Source: Brown, Cai & DasGupta (2001), Statistical Science 16:101-133, 4.1.1.
    """
    from scipy.special import gammaincinv

    low, high = wilson(successes, trials, level)
    few = _FEW if trials <= _SMALL else _MANY
    if 0 < successes <= few:
        low = min(low, float(gammaincinv(successes, 1 - level)) / trials)
    if 0 < trials - successes <= few:
        high = max(high, 1 - float(gammaincinv(trials - successes, 1 - level)) / trials)
    return max(low, 0.0), min(high, 1.0)


def poisson(count: float, level: float = 0.95) -> Limits:
    """Exact limits of what ``count`` events (from 0) are one draw of; in the unit of the count.

    It covers at least ``level``, a little more where events are few. ValueError under 0.

    Of a number of full-time persons it is an upper bound of what chance does: that is the sum of every
    person's part w of the period, none over 1, and where persons are drawn independently its variance is at
    most the sum of w^2, which is at most the sum of w, that of a count of the same size.

    Source: Garwood (1936), Biometrika 28:437-442; the variance of a weighted sum of counts: Fay & Feuer
    (1997), Statistics in Medicine 16:791-801.
    """
    from scipy.special import gammaincinv

    if count < 0:
        raise ValueError(f"{count} is no count")
    low = 0.0 if count == 0 else float(gammaincinv(count, 0.5 - level / 2))
    return low, float(gammaincinv(count + 1, 0.5 + level / 2))


def share_by_error(value: float, error: float, level: float = 0.95) -> Limits:
    """Limits, within 0..1, of a share with standard error ``error``, as of so many independent trials.

    The number of trials is value x (1 - value) / error^2; 0 < value < 1 and error > 0, else ValueError.

    Source: Korn & Graubard (1998), Survey Methodology 24:193-201 (there with the exact limits); Wilson's in
    their place: Dean & Pagano (2015), Journal of Survey Statistics and Methodology 3:484-503.
    """
    if not 0 < value < 1 or error <= 0:
        raise ValueError(f"the share {value} with the error {error} has no effective number of trials")
    trials = value * (1 - value) / (error * error)
    return share(value * trials, trials, level)


def log_scale(value: float, error: float, level: float = 0.95) -> Limits:
    """Limits of a ratio above 0 with standard error ``error``: value x exp(-+ z error / value).

    The scale is that of the logarithm, since ratios of sums over persons lean to the right and are never
    under 0; on the plain scale the upper limit is too low. ValueError unless value > 0 and error >= 0.

    Source: Woodruff (1971), JASA 66:411-414, for the error; delta method for the logarithm, Lehtonen &
    Pahkinen (2004), Practical Methods for Design and Analysis of Complex Surveys, 5.
    """
    if value <= 0 or error < 0:
        raise ValueError(f"the ratio {value} with the error {error} has no limits on the scale of logarithms")
    reach = math.exp(normal(level) * error / value)
    return value / reach, value * reach


def of_few(draws: float, level: float = 0.95) -> float:
    """By what a standard error from ``draws`` independent draws (persons) is to be multiplied: 1 for many.

    root(n / (n - 1)), since their own ratio is what they are held against, and Student's t for the normal
    distribution. 20 draws: 1.096, 200: 1.009. ValueError for fewer than two.

    Source: Korn & Graubard (1999), Analysis of Health Surveys, 2.3 and 5.2.
    """
    from scipy.special import stdtrit

    if draws < 2:
        raise ValueError(f"{draws} is no number of draws that tells a spread")
    student = float(stdtrit(draws - 1, 0.5 + level / 2))
    return math.sqrt(draws / (draws - 1)) * student / normal(level)


def difference(first: float, of_first: Limits, second: float, of_second: Limits) -> Limits:
    """Limits of ``first`` - ``second``, two independent estimates with limits ``of_first``, ``of_second``.

    Each side is made of the two limits that lie on it, so that limits which lean keep leaning. All in one
    unit. ValueError where an estimate lies outside its limits.

    Source: Zou & Donner (2008), Statistics in Medicine 27:1693-1702 (MOVER); of two shares with Wilson's
    limits it is Newcombe's (1998), Statistics in Medicine 17:873-890, method 10.
    """
    for value, (low, high) in ((first, of_first), (second, of_second)):
        if not low <= value <= high:
            raise ValueError(f"{value} lies outside {low} to {high}")
    apart = first - second
    down = math.hypot(first - of_first[0], of_second[1] - second)
    up = math.hypot(of_first[1] - first, second - of_second[0])
    return apart - down, apart + up


def ratio(first: float, error: float, second: float, other_error: float, level: float = 0.95) -> Limits:
    """Limits of ``first`` / ``second``, two independent estimates above 0 with their standard errors.

    Delta method on the scale of logarithms: the variance of log(a / b) is (error/a)^2 + (other/b)^2.
    ValueError unless both are above 0. Source: Katz et al. (1978), Biometrics 34:469-474, in general form.
    """
    if first <= 0 or second <= 0:
        raise ValueError(f"the ratio of {first} and {second} has no limits on the scale of logarithms")
    value = first / second
    return log_scale(value, value * math.hypot(error / first, other_error / second), level)


def p_value(apart: float, limits: Limits, level: float = 0.95) -> float:
    """How often chance alone would bring a difference as far from 0 as ``apart``, read off its ``limits``.

    The distance to the limit on the side of 0 stands for so many standard errors as ``level`` has; so
    p >= 1 - level exactly where the limits hold 0. Two-sided, 0..1. ValueError where ``apart`` lies outside.

    Source: Altman & Bland (2011), How to obtain the P value from a confidence interval, BMJ 343:d2304.
    """
    low, high = limits
    if not low <= apart <= high:
        raise ValueError(f"{apart} lies outside {low} to {high}")
    if apart == 0:
        return 1.0
    reach = apart - low if apart > 0 else high - apart
    if reach == 0:
        return 0.0
    return math.erfc(abs(apart) * normal(level) / reach / math.sqrt(2))


def _check_share(successes: float, trials: float) -> None:
    if not 0 <= successes <= trials or trials <= 0:
        raise ValueError(f"{successes} of {trials} is no share")
