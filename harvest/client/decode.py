"""Decodes JSON (RFC 8259) from strangers: fast, and safe whatever they send.

msgspec does the work.  It is kept from two things: nesting that would exhaust the stack
(here, or in anything that later walks the value), and numbers of lists and objects that
would exhaust the memory (64 MB of ``[],[],`` are 1.4 GB as Python lists).  What it refuses
although a value can be made of it goes to Python's own, slower decoder: numbers too large,
lone surrogates, bare control characters inside strings.
"""

import json
import re
from typing import Any, NoReturn

import msgspec

from harvest.client.errors import NotJSON, TooDeep, TooLarge

MAX_DEPTH = 100
MAX_CONTAINERS = 4_000_000

_NOT_BRACKETS = bytes(set(range(256)) - set(b"[]{}"))
_ONE_KIND = bytes.maketrans(b"{}", b"[]")
# The final quote may be missing, else every quote of an unfinished string is tried anew.
_STRINGS = re.compile(rb'"(?:[^"\\]++|\\.)*+"?', re.DOTALL)
_SURROGATE = re.compile("[\ud800-\udfff]")
_BOM = b"\xef\xbb\xbf"
_LONGEST_INTEGER = 4000  # digits; Python itself refuses from 4,300 on


def decode(body: bytes | bytearray, url: object) -> Any:
    """The value of a JSON text in UTF-8, with or without a byte order mark.

    Numbers that no float and no reasonable integer can hold are given as text, half
    surrogate pairs as U+FFFD.  ``url`` is only for the messages.

    Raises NotJSON (also for NaN and Infinity), TooDeep, TooLarge.
    """
    if body[:3] == _BOM:
        body = body[3:]
    if body.count(b"[") + body.count(b"{") > MAX_CONTAINERS:
        raise TooLarge(url, f"the answer has over {MAX_CONTAINERS:,} lists and objects")
    if is_deep(body, MAX_DEPTH):
        raise TooDeep(url, f"the answer is nested deeper than {MAX_DEPTH} levels")
    try:
        return msgspec.json.decode(body)
    except RecursionError as error:  # called at the end of a deep stack
        raise TooDeep(url, "the answer is nested too deeply") from error
    except (msgspec.DecodeError, UnicodeDecodeError):
        return _decode_patiently(body, url)


def is_deep(body: bytes | bytearray, limit: int) -> bool:
    """Whether JSON's lists and objects are nested deeper than ``limit``.

    Leaves only the brackets and takes away the innermost pairs, once a level: some hundred
    times faster than counting along.  Brackets inside strings can only make it look deeper;
    then the strings are taken away first.  Text that isn't JSON may be said to be deep
    when it has more than ``limit`` brackets without their partner.
    """
    return _levels_left(body, limit) and _levels_left(_STRINGS.sub(b"", body), limit)


def _levels_left(body: bytes | bytearray, limit: int) -> bool:
    brackets = bytes(body.translate(_ONE_KIND, _NOT_BRACKETS))
    for _ in range(limit):
        inner = brackets.replace(b"[]", b"")
        if len(inner) == len(brackets):
            return inner.count(b"[") > limit
        brackets = inner
    return bool(brackets)


def _decode_patiently(body: bytes | bytearray, url: object) -> Any:
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise NotJSON(url, f"the answer isn't UTF-8 (byte {error.start:,})") from error
    if not text.strip():
        raise NotJSON(url, "the answer is empty")
    if text.lstrip()[:1] == "<":
        raise NotJSON(url, "the answer is a page of HTML or XML, not JSON")
    try:
        value = json.loads(
            text, strict=False, parse_int=_integer, parse_float=_float, parse_constant=_no_number
        )
    except (ValueError, RecursionError) as error:
        raise NotJSON(url, f"the answer isn't JSON ({str(error)[:100]})") from error
    return _whole_text(value) if "\\ud" in text.lower() else value


def _integer(text: str) -> int | str:
    return int(text) if len(text) <= _LONGEST_INTEGER else text


def _float(text: str) -> float | str:
    value = float(text)
    return text if value in (float("inf"), float("-inf")) else value


def _no_number(text: str) -> NoReturn:
    raise ValueError(f"{text} is no JSON number")


def _whole_text(value: Any) -> Any:
    """The same value without half surrogate pairs, which no UTF-8 can hold."""
    if isinstance(value, str):
        return _SURROGATE.sub("\ufffd", value)
    if isinstance(value, list):
        return [_whole_text(part) for part in value]
    if isinstance(value, dict):
        return {_whole_text(name): _whole_text(part) for name, part in value.items()}
    return value
