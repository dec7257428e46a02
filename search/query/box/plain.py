"""Words and phrases as clauses, written so that they stay what they are beside others."""

from dataclasses import replace

from portal import units
from search.query.box import near
from search.query.box.lexer import Token, tokens
from search.query.box.parts import Clause
from search.query.literals import interval
from search.query.tree import And, Node, Phrase, Words

OPERATORS = frozenset(["AND", "OR", "NOT"])


def words(text: str) -> Clause | None:
    """Plain words; None when there is no letter or digit in them."""
    if not any(sign.isalnum() for sign in text):
        return None
    return Clause(text, Words(text), f"“{text}”")


def left_out(text: str) -> str:
    """The text behind a minus; numbers in parentheses, so that no unit makes values of them."""
    found = interval(":", text)
    bare_numbers = found is not None and found.high is not None and not found.high.unit
    return f"-{in_parentheses(text)}" if bare_numbers else f"-{text}"


def phrase(token: Token) -> Clause | None:
    if not any(sign.isalnum() for sign in token.value):
        return None
    return Clause(token.text, Phrase(token.value), f"the phrase “{token.value}”")


def text_of(token: Token) -> Clause | None:
    """A name with a value that mean nothing special."""
    if not token.quoted:
        return words(token.text)
    both = (Words(token.name), Phrase(token.value))
    if not any(sign.isalnum() for sign in token.value):
        return words(token.name)
    return Clause(token.text, And(both), f"“{token.name}” and the phrase “{token.value}”")


def append(clauses: list[Clause], clause: Clause) -> None:
    """Add a clause; plain words that follow one another are one clause."""
    last, text = clauses[-1] if clauses else None, _plain(clause.node)
    if text and not clause.negated and not (clause.text[0] == "(" and unsettled(text)):
        clause = Clause(text, Words(text), clause.says)
        before = _words_of(last)
        if last and before and _stay_words(before, text):
            both = f"{before} {text}"
            written = in_parentheses(both) if last.text[0] == "(" else both
            clauses[-1] = Clause(written, Words(both), f"“{both}”")
            return
        if before or (last and goes_on(last.text, text)):
            clause = Clause(in_parentheses(text), clause.node, clause.says)
    clauses.append(clause)


def goes_on(before: str, text: str) -> bool:
    """Whether words would be read as the unit or the scale of a number that stands before them."""
    first = text.split()[0]
    if "~" in before and near.is_scale(first):
        return True
    return (before[-1].isdigit() or before[-1] == ".") and units.find(first) is not None


def _words_of(last: Clause | None) -> str:
    """The plain words of a clause that others beside it become one with, "" for none."""
    text = _plain(last.node) if last and not last.negated else ""
    return "" if last and text and last.text[0] == "(" and unsettled(text) else text


def unsettled(text: str) -> bool:
    """Whether words would mean something else beside others: "a OR", "temperature<"."""
    return not OPERATORS.isdisjoint(text.split()) or text[-1] in "<>=~"


def in_parentheses(text: str) -> str:
    """A blank keeps the sign from a last word that has an open one of its own: "f(x"."""
    last = text.rsplit(" ", 1)[-1]
    return f"({text} )" if last.count("(") > last.count(")") else f"({text})"


def _plain(node: Node) -> str:
    return node.text if isinstance(node, Words) else ""


def _stay_words(before: str, text: str) -> bool:
    """Whether the last word before and this text stay words when they stand side by side."""
    last = before.rsplit(" ", 1)[-1]
    return [one.text for one in tokens(f"{last} {text}")] == [
        one.text for part in (last, text) for one in tokens(part)
    ]


def lasting(clause: Clause) -> Clause:
    """The clause, written so that it means the same whatever stands beside it."""
    plain = isinstance(clause.node, Words) and not clause.negated and clause.text[0] != "("
    if plain and unsettled(clause.text):
        return replace(clause, text=in_parentheses(clause.text))
    return clause
