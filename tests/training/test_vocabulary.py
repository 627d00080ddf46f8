from __future__ import annotations

from training.vocabulary import UNKNOWN, train_tokenizer

TEXTS = [
    "锂电池正极材料的制备方法，<amount>",
    "锂电池隔膜材料",
    "a lithium battery cathode, 12.5 kw and <amount>",
    "lithium battery separators",
    "工业废水处理装置 water treatment",
] * 4
TOKENIZER = train_tokenizer(TEXTS, 400)


def tokens(text: str) -> list[str]:
    return TOKENIZER.encode(text, add_special_tokens=False).tokens


def test_words_that_occur_often_become_one_token_in_both_languages() -> None:
    assert "lithium" in tokens("lithium battery") and "battery" in tokens("lithium battery")
    assert tokens("锂电池")[0] == "锂电池"


def test_characters_outside_the_corpus_are_unknown_one_by_one() -> None:
    assert tokens("ქართ") == [UNKNOWN] * 4
    assert UNKNOWN not in tokens("锂电池 lithium 12")


def test_a_masked_amount_is_one_token_wherever_it_stands() -> None:
    for text in ("<amount>", "lithium<amount>", "材料<amount>，"):
        assert tokens(text).count("<amount>") == 1


def test_digits_stand_alone() -> None:
    assert tokens("125") == ["1", "2", "5"]


def test_the_vocabulary_is_bounded_and_its_first_token_is_the_unknown() -> None:
    assert TOKENIZER.get_vocab_size() <= 400 and TOKENIZER.token_to_id(UNKNOWN) == 0
    assert train_tokenizer(TEXTS, 60).get_vocab_size() <= 60


def test_the_same_texts_give_the_same_tokenizer() -> None:
    assert train_tokenizer(TEXTS, 400).to_str() == TOKENIZER.to_str()


def test_no_texts_give_a_tokenizer_that_knows_nothing() -> None:
    assert train_tokenizer([], 400).encode("abc").tokens == [UNKNOWN] * 3
