"""The tokenizer: byte-free BPE over the corpus, Chinese and English alike.

Text arrives composed (`valuation.features.compose_text`): NFKC and lower case, so the tokenizer normalises nothing, and what it was trained on is what it
meets. Characters outside the corpus become [UNK]; their share tells a foreign text from a familiar one.
"""

from __future__ import annotations

from collections.abc import Sequence

from tokenizers import Tokenizer, models, pre_tokenizers, trainers

from valuation.masking import MASK

UNKNOWN = "[UNK]"
AMOUNT = MASK.strip()
"""What stands for an amount of money is one token, never parted and never joined to a neighbour."""
MAX_ALPHABET = 6_000
"""Characters kept as tokens of their own; enough for the Chinese of a register."""


def train_tokenizer(texts: Sequence[str], size: int) -> Tokenizer:
    """A BPE tokenizer of at most `size` tokens. Words, digits and punctuation are split apart; a run of Chinese is one word to BPE."""
    tokenizer = Tokenizer(models.BPE(unk_token=UNKNOWN))
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence([pre_tokenizers.Whitespace(), pre_tokenizers.Digits(individual_digits=True)])
    trainer = trainers.BpeTrainer(
        vocab_size=size, min_frequency=2, special_tokens=[UNKNOWN, AMOUNT], limit_alphabet=min(MAX_ALPHABET, max(size // 2, 1)), show_progress=False
    )
    tokenizer.train_from_iterator(texts, trainer, length=len(texts))
    return tokenizer
