"""Verifiers of a call's age and signature (dates.json)."""

from datetime import datetime, timedelta, timezone
from email.utils import parsedate_to_datetime

import call_signatures

LIMIT = timedelta(minutes=15)


def read(date):
    """Gives the instant of a Date header."""
    at = parsedate_to_datetime(date)
    return at if at.tzinfo else at.replace(tzinfo=timezone.utc)


def is_timely(at, now):
    return abs(now - at) <= LIMIT


def verifier_with(read=read, is_timely=is_timely):
    def verify(vector, file):
        now = datetime.fromisoformat(vector["now"].replace("Z", "+00:00"))
        return is_timely(read(vector["date"]), now) and call_signatures.RIGHT(vector, file)

    return verify


RIGHT = verifier_with()


def or_unread(vector, file):
    try:
        read(vector["date"])
    except ValueError:
        return call_signatures.RIGHT(vector, file)
    return RIGHT(vector, file)


def an_hour_off(date):
    return read(date) - timedelta(hours=1)


WRONG = [
    ("unread-passes", "takes a Date that cannot be read", or_unread),
    (
        "30-minutes",
        "lets a call be 30 minutes old",
        verifier_with(is_timely=lambda at, now: abs(now - at) <= 2 * LIMIT),
    ),
    (
        "seconds-of-timedelta",
        "reads .seconds of a timedelta, which leaves the days out",
        verifier_with(is_timely=lambda at, now: (now - at).seconds <= LIMIT.seconds),
    ),
    ("local-zone", "reads the Date in the local zone, here an hour off", verifier_with(read=an_hour_off)),
    ("edge-refused", "refuses at 15 minutes sharp", verifier_with(is_timely=lambda at, now: abs(now - at) < LIMIT)),
]

LAWFUL = [
    ("any-ahead", "takes a Date that is ahead by any time", verifier_with(is_timely=lambda at, now: now - at <= LIMIT)),
    (
        "none-ahead",
        "refuses a Date that is ahead",
        verifier_with(is_timely=lambda at, now: timedelta() <= now - at <= LIMIT),
    ),
]
