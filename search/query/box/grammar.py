"""From tokens to clauses: what is left out, what are alternatives, what belongs together.

``OR`` joins the two parts beside it and binds closer than standing side by side;
parentheses make several parts one.  Operators that have nothing to join are words.
"""

from dataclasses import replace

from portal.web.show import listing
from search.query import bare
from search.query.box import beginning, fields, identifiers, near
from search.query.box.errors import DEEPEST, TooDeep
from search.query.box.lexer import Token, balanced
from search.query.box.parts import Clause, Written
from search.query.box.plain import (
    OPERATORS,
    append,
    in_parentheses,
    lasting,
    left_out,
    phrase,
    text_of,
    words,
)
from search.query.tree import And, Or, Words


class Reader:
    """Reads one list of tokens; ``notes`` gather what the person should know."""

    def __init__(self, found: list[Token]) -> None:
        self.tokens = balanced(found)
        self.notes: list[str] = []
        self.place = 0
        self.depth = 0
        self.scope: Token | None = None  # the field that a group's words are values of
        if len(self.tokens) != len(found):
            self.note("A parenthesis had no partner and doesn't count.")

    def note(self, text: str) -> None:
        if text and text not in self.notes:
            self.notes.append(text)

    def sequence(self) -> list[Clause]:
        """Parts side by side, up to the end or the parenthesis that closes the group."""
        clauses: list[Clause] = []
        while self._operand():
            if clauses and self._word() == "AND" and self._joins():
                self.place += 1
            clause = self._alternatives()
            if clause is not None:
                append(clauses, clause)
        self._note_reach(clauses)
        return clauses

    def _alternatives(self) -> Clause | None:
        options = [self._negatable()]
        while self._word() == "OR" and self._joins():
            self.place += 1
            options.append(self._negatable())
        given = [option for option in options if option is not None]
        if len(given) < 2:
            return given[0] if given else None
        node = Or(tuple(option.tree() for option in given))
        says = listing([option.in_words for option in given], "or")
        return Clause(" OR ".join(option.text for option in given), node, says)

    def _negatable(self) -> Clause | None:
        token = self.tokens[self.place]
        plain = token.kind == "-"
        if not plain and not (self._word() == "NOT" and self._negates()):
            return self._part()
        self.place += 1
        if plain:
            below_zero = self._below_zero()
            if below_zero:
                return words(below_zero)
            self._note_quantity()
        self._deeper(1)
        inner = self._negatable()
        self._deeper(-1)
        if inner is None:
            return None
        node = inner.tree() if inner.negated else inner.node
        part = lasting(inner).text
        text = left_out(part) if plain else f"NOT {part}"
        return Clause(text, node, inner.in_words, negated=True)

    def _below_zero(self) -> str:
        """Behind a minus, the words that are a value below zero with it, "" for none."""
        if not self._word() or self.scope is not None:
            return ""
        following = [f"-{self._word()}", self._word(1)]
        count = bare.below_zero(following if following[1] else following[:1])
        self.place += count
        return " ".join(following[:count])

    def _note_quantity(self) -> None:
        """Say that a minus before a number with a unit is no sign of the number."""
        found = bare.cut(f"{self._word()} {self._word(1)}".strip())[1]
        if found and found[0].text.startswith(self._word()):
            self.note(
                f"“-{found[0].text}” was read as leaving out “{self._word()}”: a value below zero "
                "is asked for with its parameter, as in temperature:-20..0°C."
            )

    def _part(self) -> Clause | None:
        token = self.tokens[self.place]
        self.place += 1
        if token.kind == "(":
            return self._group()
        if token.kind == "scope":
            return self._scoped(token)
        value = token.quoted or (self.scope is not None and token.kind == "word")
        named = None if value else identifiers.read(token.text)
        if named is not None:
            return named
        if token.kind == "field":
            return self._field(token)
        if self.scope is not None:
            return self._value(self.scope, token)
        if token.kind == "phrase":
            return phrase(token)
        return self._plain_word(token.text)

    def _plain_word(self, text: str) -> Clause | None:
        following = self._at(0)
        if identifiers.names(text) and following and identifiers.read(following.text):
            return self._part()
        clause, note = beginning.read(text)
        self.note(note)
        if text.endswith(":") and self._operand() and fields.asks(text[:-1]):
            self.note(
                f"“{text}” with a blank behind it was read as a word: "
                f"write {text}value without one."
            )
        return clause or words(text)

    def _group(self) -> Clause | None:
        """What stands in parentheses, of which the first was read."""
        self._deeper(1)
        inner = self.sequence()
        self._deeper(-1)
        self.place += 1
        if not inner:
            return None
        text = in_parentheses(" ".join(one.text for one in inner))
        if len(inner) == 1:
            return Clause(text, inner[0].tree(), inner[0].in_words)
        node = And(tuple(one.tree() for one in inner))
        return Clause(text, node, listing([one.in_words for one in inner]))

    def _scoped(self, token: Token) -> Clause | None:
        """``sample:(a OR "b c")``; behind a word that is no field, just the group."""
        if not fields.field_of(token.name):
            return words(token.text)
        outer, self.scope = self.scope, token
        self.place += 1
        group = self._group()
        self.scope = outer
        if group is None:
            self.note(f"“{token.name}:” had no value and was left out.")
            return None
        return group

    def _value(self, scope: Token, token: Token) -> Clause | None:
        """A word or phrase within ``sample:( … )``."""
        value = in_parentheses(token.text) if token.text[0] in "<>=/" else token.text
        text = f"{scope.text}{value}"
        quoted = token.kind == "phrase"
        return self._field(Token("field", text, token.value, scope.name, scope.operator, quoted))

    def _field(self, token: Token) -> Clause | None:
        if not token.value:
            if fields.field_of(token.name):
                self.note(f"“{token.name}:” had no value and was left out.")
                return None
            return words(token.name)
        written = Written(token.name, token.operator, token.value, token.quoted)
        text = token.text
        if self._word() and fields.takes_unit(written, self._word()):
            written = replace(written, value=f"{written.value} {self._word()}")
            text = f"{text} {self._word()}"
            self.place += 1
        if token.operator == "~" and not token.quoted:
            written, text = self._with_scale(written, text)
        said = fields.said(written)
        if said is not None:
            self.note(said.note)
            return Clause(text, said.node, said.says)
        if text != token.text:
            return words(text)
        if token.operator == ":" and any(sign.isalnum() for sign in token.value):
            self.note(f"There is no field “{token.name.lower()}”: it was read as a word.")
        return text_of(token)

    def _with_scale(self, written: Written, text: str) -> tuple[Written, str]:
        """A closeness goes on behind blanks: ``temperature~300 K ± 20 K``."""
        count = near.words_of_scale([self._word(ahead) for ahead in range(3)])
        more = " ".join(self._word(ahead) for ahead in range(count))
        self.place += count
        return replace(written, value=f"{written.value} {more}".strip()), f"{text} {more}".strip()

    def _note_reach(self, clauses: list[Clause]) -> None:
        """Say how far OR reaches where several words stand beside it."""
        for number, clause in enumerate(clauses):
            if not isinstance(clause.node, Or) or " OR " not in clause.text or clause.negated:
                continue
            beside = clauses[max(number - 1, 0) : number] + clauses[number + 1 : number + 2]
            if any(isinstance(one.node, Words) and not one.negated for one in beside):
                self.note(
                    f"OR was read as {clause.says}, with the other words beside it: "
                    "put parentheses round what belongs together."
                )

    def _deeper(self, step: int) -> None:
        self.depth += step
        if self.depth > DEEPEST:
            raise TooDeep

    def _at(self, ahead: int) -> Token | None:
        place = self.place + ahead
        return self.tokens[place] if place < len(self.tokens) else None

    def _word(self, ahead: int = 0) -> str:
        token = self._at(ahead)
        return token.text if token and token.kind == "word" else ""

    def _operand(self, ahead: int = 0) -> bool:
        token = self._at(ahead)
        return token is not None and token.kind != ")"

    def _joins(self) -> bool:
        """Whether the operator here has parts on both sides, not other operators."""
        before, after = self._word(-1), self._word(1)
        lonely = after in ("AND", "OR") or (after == "NOT" and not self._negates(1))
        return before not in OPERATORS and self._operand(1) and not lonely

    def _negates(self, ahead: int = 0) -> bool:
        while self._word(ahead) == "NOT":
            ahead += 1
        return self._operand(ahead) and self._word(ahead) not in ("AND", "OR")
