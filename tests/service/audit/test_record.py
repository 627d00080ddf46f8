from __future__ import annotations

import hashlib
import hmac
import json

from service.audit.record import Head, following, row_of
from service.audit.seal import Seal, unpacked
from tests.service.audit.writing import KEYS, draft

SEAL, TIE = Seal(KEYS), KEYS.ties[0]


def test_a_row_says_the_same_as_its_body_and_is_tied_to_the_head() -> None:
    head = Head.start("c1")
    row, after = row_of(draft("文本", about="x.0"), head, SEAL, TIE)
    body = json.loads(row["body"])
    assert {name: body[name] for name in ("id", "chain", "seq", "kind", "subject", "owner", "about")} == {
        name: row[name] for name in ("id", "chain", "seq", "kind", "subject", "owner", "about")
    }
    assert row["hash"] == hmac.digest(TIE, head.hash + row["body"], "sha256") == after.hash
    assert (after.chain, after.seq) == ("c1", 1)


def test_the_body_holds_the_digests_of_what_lies_beside_it() -> None:
    row, _ = row_of(draft("文本"), Head.start("c1"), SEAL, TIE)
    body = json.loads(row["body"])
    assert SEAL.open(row["input"], row["id"]).decode() == "文本"
    assert unpacked(row["output"]) == b"numbers"
    assert body["input"] == hashlib.sha256(row["input"]).hexdigest()
    assert body["output"] == hashlib.sha256(row["output"]).hexdigest()
    assert body["sent"] == hashlib.sha256(b"an answer").hexdigest()
    assert "文本".encode() not in row["body"]


def test_an_output_that_is_a_function_is_made_here() -> None:
    row, _ = row_of(draft(output=lambda: b"made late"), Head.start("c1"), SEAL, TIE)
    assert unpacked(row["output"]) == b"made late"


def test_an_act_without_contents_has_none() -> None:
    row, _ = row_of(draft(kind="key", input=None, output=None, sent=()), Head.start("c1"), SEAL, TIE)
    body = json.loads(row["body"])
    assert (row["input"], row["output"], body["input"], body["output"], body["sent"]) == (None,) * 5


def test_the_same_body_has_another_hash_in_another_place() -> None:
    first, other = Head.start("c1"), Head.start("c2")
    assert following(first, b"body", TIE).hash != following(other, b"body", TIE).hash
    assert following(following(first, b"body", TIE), b"body", TIE).hash != following(first, b"body", TIE).hash


def test_without_the_key_nobody_knows_the_hash() -> None:
    head = Head.start("c1")
    assert following(head, b"body", TIE).hash not in (following(head, b"body", b"other").hash, hashlib.sha256(head.hash + b"body").digest())
