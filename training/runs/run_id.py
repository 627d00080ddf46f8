"""A run's id that a person can say aloud: its day (UTC), the bundle's name and two words, as in `2026-11-22-sbir-brave-otter`."""

from __future__ import annotations

import re
from datetime import datetime

import numpy as np

_ADJECTIVES = (
    "able brave bright brisk calm candid clear clever crisp deft eager early even fair fleet fond frank fresh gentle glad grand green hardy honest jolly "
    "keen kind lively loyal lucid merry mild modest neat nimble noble patient plain polite prompt proud quick quiet rapid ready sage sharp silent sleek "
    "smart smooth sober sound spry steady sunny swift tidy true vivid warm wise witty young"
)
_ANIMALS = (
    "badger beaver bison bittern carp cicada civet cod condor crane cricket crow curlew deer dove eagle egret falcon ferret finch fox gecko gibbon goose "
    "grouse gull hare hawk heron ibex ibis jackal jay kestrel kite koala lark lemur lion loach lynx magpie marmot marten mole moose newt orca oriole otter "
    "owl panda perch pika plover puffin quail raven robin rook salmon seal serow shrew shrike skylark snipe sparrow stoat stork swan swift tapir teal tern "
    "tiger toad trout turtle vole weasel whale wolf wren yak zebra"
)
ADJECTIVES, ANIMALS = _ADJECTIVES.split(), _ANIMALS.split()
LONGEST_NAME = 30


def run_id(moment: datetime, name: str, generator: np.random.Generator) -> str:
    """An id for a run of that bundle; letters of any script, digits and hyphens, fit for a folder's name."""
    words = re.sub(r"[\W_]+", "-", name.lower())[:LONGEST_NAME].strip("-")
    return "-".join(part for part in (moment.strftime("%Y-%m-%d"), words, generator.choice(ADJECTIVES), generator.choice(ANIMALS)) if part)
