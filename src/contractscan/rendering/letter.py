"""The draft letter to the vendor: one question for every open gap and every point that could not be assessed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import count

from contractscan.model import Text, Verdict
from contractscan.rendering.content import Letter, MissingDocument, Question, QuestionGroup, Row, TopicPart
from contractscan.rendering.places import place_words
from contractscan.rendering.plain import one_line
from contractscan.rendering.texts import plain, say

_TARGET = 160


def letter(name: str, topics: Sequence[TopicPart], missing: Sequence[MissingDocument]) -> Letter:
    """The letter for the contract set called `name`."""
    numbers = count(1)
    groups = tuple(
        QuestionGroup(title=topic.title, questions=questions)
        for topic in topics
        if (questions := tuple(_questions(topic.rows, numbers)))
    )
    asks = any(group.questions for group in groups)
    return Letter(
        subject=say("Questions about your contract terms: {name}", name=one_line(name)),
        opening=(
            say(
                "We have examined the terms that you have supplied ({name}) against the requirements that statute and "
                "our own policy set for us as a customer.",
                name=one_line(name),
            ),
            say("We ask you to answer the questions below in writing, with a reference to the term that you rely on.")
            if asks
            else say("We have no questions about the terms."),
        ),
        requests=tuple(_request(item) for item in missing if item.incorporated),
        groups=groups,
        closing=(
            say("Where the answer is that the terms do not meet the point, we ask you to propose an amended wording."),
            say("Date for your answer: ____________________"),
            say("Yours sincerely"),
            plain("____________________"),
        ),
    )


def _request(missing: MissingDocument) -> Text:
    name = one_line(missing.name)
    target = one_line(missing.target)[:_TARGET]
    place = place_words(missing.place)
    if target and target != name:
        return say("{name} ({target}), to which {place} refers", name=name, target=target, place=place)
    return say("{name}, to which {place} refers", name=name, place=place)


def _questions(rows: Sequence[Row], numbers: Iterator[int]) -> Iterator[Question]:
    for row in rows:
        if row.to_settle:
            yield Question(number=next(numbers), row=row, ask=row.ask, about=_about(row))


def _about(row: Row) -> Text:
    """Why it is asked, in words that can be sent to the other party."""
    if row.exhibits:
        place = place_words(row.exhibits[0].place)
        if row.verdict is Verdict.ADVERSE:
            return say("Concerns {place}, which as we read it is to our disadvantage.", place=place)
        return say("Concerns {place}.", place=place)
    if row.verdict is Verdict.NOT_FOUND:
        return say("We have not found this in the terms supplied.")
    return say("We have not been able to assess this from what was supplied.")
