"""English cues → items of the gate, in lower case; each begins a word. More particular ones stand before those that they contain. Our own list, certainty A."""

from __future__ import annotations

from dataclasses import replace

from valuation.maturity_hints.cue import Cue

_TOPIC = (
    r"(?![ -](?:designs?|drawings?|plans?|planning|concepts?|requirements?|readiness|potential|capabilit(?:y|ies)|proposals?|phase|development|funding|budget))"
)


_ON_PAPER = (
    r"(?!(?: (?:cooperation|framework|service|supply|development|purchase))?"
    r"[ -](?:agreements?|contracts?|proposals?|plans?|applications?|protocols?|orders?)\b)"
)
"""What follows leaves any cue on paper: a pilot plant agreement, a field trial application."""


def _state(words: str) -> str:
    """Any of the words, unless what follows makes a topic of it."""
    return f"(?:{words}){_TOPIC}"


_SAID: tuple[Cue, ...] = (
    Cue(("H2c",), r"(?:novelty|prior[- ]art|patentability) search"),
    Cue(("S3a",), r"public (?:data ?sets?|benchmarks?)"),
    Cue(("H4a",), _state(r"(?:laboratory|lab|bench|proof[- ]of[- ]concept|breadboard) prototypes?\b|breadboards?\b")),
    Cue(("S4a",), _state(r"(?:software|working software|running) prototypes?\b|prototype (?:software|application)\b")),
    Cue(("H6a",), _state(r"(?:engineering|pre-?production|near-final|production) prototypes?\b")),
    Cue(("H4a", "H6a"), _state(r"p(?<!rapid p)(?<!virtual p)(?<!design of p)(?<!design of a p)(?<!design of the p)rototypes?\b")),
    Cue(("H3a", "S3a"), r"proof[- ]of[- ]concepts?\b|proof[- ]of[- ]principle\b"),
    Cue(("H4b",), r"(?:laboratory|lab|bench)[- ](?:tests?|testing|trials?|validation)\b"),
    Cue(("S4b",), r"integration tests?\b"),
    Cue(("H5a",), r"bench[- ]scale\b|first sample\b"),
    Cue(("H5b",), r"simulated (?:use|service|operating|field|operational)? ?(?:environments?|conditions?)\b"),
    Cue(("S5a",), r"beta (?:versions?|releases?)\b|test release\b"),
    Cue(("H6a",), _state(r"pilot[- ](?:scale|plants?|lines?|production|batch(?:es)?|runs?|tests?|testing|trials?|facility)\b")),
    Cue(("H6b", "S6b"), r"third[- ]party (?:tests?|testing|verification|validation|evaluation|assessment|laborator(?:y|ies))\b|witnessed tests?\b"),
    Cue(
        ("H6b", "S6b"),
        r"independent(?:ly)? (?:tests?|tested|testing|verification|verified|validated|validation(?! set)|laborator(?:y|ies))\b(?! (?:data|set))",
    ),
    Cue(("S6b",), r"acceptance (?:tests?|review|testing)\b"),
    Cue(("S6a",), r"release candidate\b|regression tests?\b"),
    Cue(("S6c",), r"load tests?\b"),
    Cue(("CP7a", "H7a"), r"demonstration (?:plants?|units?)\b"),
    Cue(
        ("H7a",),
        r"field[- ](?:test(?:s|ed|ing)?|trial(?:s|led)?|demonstrations?|validat(?:ion|ed)|operation|deployment)\b|on-?site (?:trials?|tests?|operation)\b",
        ongoing=True,
    ),
    Cue(("H7b", "S7c"), r"(?:user|customer|end-user) (?:reports?|statements?|testimonials?|feedback|letters?|opinions?)\b"),
    Cue(("S7a", "S8a"), r"went live\b|go-live\b|live operation\b|in production use\b", affirms=True, ongoing=True),
    Cue(("S7a", "S8a"), r"deployed\b(?= (?:at|in|to|across|on|with)\b)(?! in (?:the )?(?:oceans?|space|air)\b)", ongoing=True),
    Cue(("H8a",), r"design freeze\b|frozen design\b"),
    Cue(("H8a",), r"design(?= (?:was|has been|is) frozen\b)", affirms=True),
    Cue(("H8b",), r"type[- ](?:tests?|tested|testing)\b|cnas\b|cma\b(?!-)|accredited (?:test )?(?:laborator(?:y|ies)|lab)\b"),
    Cue(("DR9a",), r"marketing authori[sz]ations?\b|drug approval\b"),
    Cue(("H8b", "MD8a"), r"fda (?:approv|clear)\w*|510\(k\)|ce[- ]mark(?:ing|ed)?\b|registration certificates?\b|device registration\b"),
    Cue(("H8c",), r"small[- ]batch(?:es)?\b|low[- ]rate initial production\b", ongoing=True),
    Cue(("S8b",), r"p(?<!standard p)(?<!cone p)enetration tests?\b|security (?:assessment|audit)s?\b"),
    Cue(("H9a",), _state(r"(?:(?:mass|volume|series|full-scale)[- ](?:production|manufactur(?:e|ing))|mass[- ]produced)\b"), ongoing=True),
    Cue(("H9a",), r"commercial(?:ly)? (?:sales?|sold)\b|batch sales\b", ongoing=True),
    Cue(("H9a",), r"units sold\b", affirms=True, ongoing=True),
    Cue(("H9a",), r"sold (?:to|over|more|worldwide|commercially)\b", ongoing=True),
    Cue(("H9b",), r"iso ?9001\b|process capability\b|statistical process control\b"),
    Cue(("S9a",), r"paying (?:customers?|users?|subscribers?)\b", ongoing=True),
    Cue(("S9b", "AI9a"), r"service[- ]level agreements?\b|sla (?:target|report)s?\b"),
    Cue(("DR4a",), r"pre-?clinical (?:stud(?:y|ies)|efficacy|trials?|safety|data)\b"),
    Cue(("DR5b",), r"ind (?:application|clearance|approval)\b|investigational new drug\b"),
    Cue(("DR8a",), r"phase (?:iii|3)[ab]?(?: clinical)? (?:trials?|stud(?:y|ies))\b"),
    Cue(("DR7a",), r"phase (?:ii|2)[ab]? clinical (?:trials?|stud(?:y|ies))\b|phase (?:ii|2)[ab]? trials?\b"),
    Cue(("DR6a",), r"phase (?:i|1)[ab]? clinical (?:trials?|stud(?:y|ies))\b|phase (?:i|1)[ab]? trials?\b"),
    Cue(("CV5a", "CV6a"), r"regional (?:variety )?trials?\b"),
    Cue(("CV8a",), r"variety (?:approval|registration)\b"),
    Cue(("AA8a",), r"airworthiness\b|type certificat(?:e|ion)\b"),
    Cue(("CP8a",), r"72[- ]?(?:h|hours?)(?: continuous)? (?:performance )?(?:tests?|runs?)\b"),
    Cue(("AI5a",), r"independent test (?:data ?)?sets?\b|held-out test sets?\b"),
    Cue(("AI6a",), r"external(?:ly)? validat(?:ion|ed)\b|external (?:data ?sets?|cohorts?)\b"),
    Cue(("AI7a",), r"shadow (?:mode|runs?|deployment)\b|prospective (?:validation|trial|study)\b", ongoing=True),
)

ENGLISH_CUES: tuple[Cue, ...] = tuple(replace(cue, pattern=f"(?:{cue.pattern}){_ON_PAPER}") for cue in _SAID)
