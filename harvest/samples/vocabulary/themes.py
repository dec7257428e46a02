"""All themes, and which questions a technique is good for."""

from . import energy, hard, life, past, soft
from .kinds import Question, Theme

THEMES: tuple[Theme, ...] = (
    *life.THEMES,
    *soft.THEMES,
    *energy.THEMES,
    *hard.THEMES,
    *past.THEMES,
)


def questions_for(technique: str) -> tuple[tuple[Theme, Question], ...]:
    """The questions, with their themes, that the technique of that key can answer."""
    return tuple(
        (theme, question)
        for theme in THEMES
        for question in theme.questions
        if technique in question.techniques.split()
    )
