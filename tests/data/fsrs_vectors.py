"""Writes fsrs_vectors.jsonl: sequences of answers with what the reference makes of them.

    pip install fsrs==6.3.2
    python fsrs_vectors.py > fsrs_vectors.jsonl

One sequence a line. "answers" are [days since the answer before, grade 1-4], "states" are
[stability, difficulty, interval in days] after each answer, "recall" are [days after the last
answer, chance of recall]. No learning steps, no fuzz; an answer of day n comes n times 24 hours
after the first, so that the reference's days are ours.
"""

import itertools
import json
import random
from datetime import datetime, timedelta, timezone

from fsrs import Card, Rating, Scheduler

START = datetime(2026, 1, 1, 12, tzinfo=timezone.utc)
# Beyond a hundred years Anki and hotseat stop counting; the reference does not.
MOST_STABILITY = 36_500
SCHEDULER = Scheduler(learning_steps=(), relearning_steps=(), enable_fuzzing=False)


def line(answers):
    """One sequence; a gap of None means on the day that the card is due."""
    card, at, taken, states, recall = Card(card_id=1), START, [], [], []
    for gap, grade in answers:
        days = (card.due - at).days if gap is None else gap
        at += timedelta(days=days)
        card, _ = SCHEDULER.review_card(card, Rating(grade), at)
        if card.stability > MOST_STABILITY:
            break
        taken.append([days, grade])
        states.append([card.stability, card.difficulty, (card.due - at).days])
    else:
        recall = [
            [days, SCHEDULER.get_card_retrievability(card, at + timedelta(days=days))]
            for days in (0, 1, 7, 30, 365, 3650)
        ]
    return json.dumps({"answers": taken, "states": states, "recall": recall})


def sequences():
    grades = (1, 2, 3, 4)
    yield from ([(0, first)] for first in grades)
    for first, second, days in itertools.product(grades, grades, (0, 1, 3, 10, 40)):
        yield [(0, first), (days, second)]
    # The same day, several times.
    for first, second, third in itertools.product((1, 3), grades, grades):
        yield [(0, first), (0, second), (0, third), (2, 3)]
    # Lapses after a well-kept card.
    for lapses in range(1, 5):
        for after in (2, 3, 4):
            yield [(0, 3), (None, 3), (None, 3)] + [(None, 1)] * lapses + [(1, after), (None, 3)]
    # Very late and very early.
    for days, grade in itertools.product((200, 1000, 5000, 20000), grades):
        yield [(0, 3), (3, 3), (days, grade), (1, 3)]
    # On schedule to the end.
    for grade in (2, 3, 4):
        yield [(0, grade)] + [(None, grade)] * 14
    # Whatever comes.
    chance = random.Random(20261121)
    for _ in range(120):
        length = chance.randint(2, 12)
        yield [(0, chance.randint(1, 4))] + [
            (chance.choice((None, 0, 1, 1, 2, 4, 9, 21, 60)), chance.choice((1, 2, 3, 3, 3, 4)))
            for _ in range(length)
        ]


for sequence in sequences():
    print(line(sequence))
