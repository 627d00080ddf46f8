"""English markers by what they say, in lower case; the first that matches counts. Our own list, certainty A."""

from __future__ import annotations

from valuation.maturity_hints.marker import Marker


def _words(*lines: str) -> str:
    """Any of the words, each a small pattern where _ stands for a space."""
    return rf"(?:{'|'.join(' '.join(lines).split())})\b".replace("_", " ")


def _any(*patterns: str) -> str:
    """Any of the patterns, the first that matches."""
    return "|".join(patterns)


_BE = r"(?:is|are|was|were|be|been|being)"
_HAVE = r"(?:has|have|had)"
_IN_PART = r"[123456789]\d?(?:\.\d+)?\s?(?:%|per ?cent)"
"""Less than a hundred percent."""
_NOT_ONLY = r"(?! only| just| merely| limited| least)"
_TO_DO = _words(
    "build develop design construct fabricate manufacture produce conduct perform run carry complete test validate verify demonstrate show prove",
    "evaluate assess create make obtain secure achieve reach get install deploy scale start begin launch enter move transition commerciali[sz]e sell deliver",
    "provide enable allow support seek pursue prepare establish implement investigate explore study improve refine finish advance apply submit qualify certify",
    "consider optimi[sz]e integrate bring take include use be have",
)

ENGLISH_MARKERS: tuple[tuple[Marker, str], ...] = (
    (Marker.CLAUSE_END, _any(r"[,;()](?!\d)", _words("but however although though while whereas which that who because so and or then"))),
    (
        Marker.NEGATION,
        _any(
            rf"(?:{_BE}|{_HAVE}|do|does|did|could|would|can|will) (?:not|never)\b{_NOT_ONLY}(?: yet\b)?(?: been\b)?",
            rf"not\b{_NOT_ONLY}|no\b(?! (?:longer|less|fewer|more than|later))",
            _words("isn't aren't wasn't weren't hasn't haven't hadn't don't doesn't didn't won't wouldn't can't couldn't shouldn't"),
            _words(
                "cannot never without neither nor none unable lack(?:s|ed|ing)? yet_to fail(?:s|ed)?_to absence_of instead_of rather_than prior_to before until"
            ),
            rf"(?:{_BE} )?" + _words("cancell?ed abandoned suspended terminated withdrawn rejected revoked unsuccessful(?:ly)? postponed delayed"),
            rf"(?:(?:{_HAVE} been|{_BE}) )?(?:about |only |nearly |almost )?{_IN_PART} (?:complete|finished|done|built|constructed|installed)",
            rf"(?:{_BE} )?complet(?:ed|ion of) (?:about |only |nearly |almost )?{_IN_PART} of",
            _words("skip(?:s|ped)? avoid(?:s|ing)? eliminat(?:es|ing) short_of far_from away_from"),
        ),
    ),
    (
        Marker.UNDER_WAY,
        _any(
            rf"(?:{_BE} )?(?:currently |now )?being \w+",
            rf"(?:{_BE} )?(?:currently |now )?" + _words("building developing preparing applying constructing undergoing"),
            rf"(?:{_BE} )?" + _words("underway ongoing in_progress in_preparation in_development in_planning"),
            rf"(?:{_BE} )?" + r"under (?:development|construction|way|review|preparation|test|negotiation)\b",
        ),
    ),
    (
        Marker.INTENTION,
        _any(
            r"(?:will|would|shall|should|must|ought)\b(?: \w+ly)?(?: (?:have|be)\b)?(?: been\b)?|(?:we|they|it|he|she)'ll\b",
            rf"{_BE} (?:\w+ly )?"
            + _words("planned proposed scheduled expected intended envisaged envisioned anticipated targeted needed required projected due slated designed"),
            rf"(?:{_BE}|{_HAVE}|going|about) to\b|to be\b|to (?:further |then |also |fully |successfully )?{_TO_DO}",
            _words("plan(?:s|ned|ning)? aim(?:s|ed|ing)? intend(?:s|ed|ing)? expect(?:s|ed|ing)? hop(?:e|es|ing) propos(?:e|es|ed|ing|al) seek(?:s|ing)?"),
            _words("goals? objectives? aspires? strives? ambition vision roadmap milestones? future upcoming forthcoming anticipate[sd]? envision\\w*"),
            _words("eventual(?:ly)? ultimate(?:ly)? subsequent(?:ly)? next_(?:step|steps|phase|stage|year|month|quarter) later_(?:this|stages?|phases?)"),
            _words("by_20\\d\\d once if when whether unless assuming provided as_soon_as pending await(?:s|ing)? looking_for search_of opportunity"),
            _words("need(?:s|ed)? require(?:s|d)? requiring necessary request(?:s|ed)?"),
        ),
    ),
    (
        Marker.POSSIBILITY,
        _any(
            r"(?:can|could|may|might)\b(?: \w+ly)?(?: (?:have|be)\b)?(?: been\b)?",
            _words("capable able potential(?:ly)? possibl[ey] feasible feasibility suitable ready readily amenable promising likely poised allegedly"),
            _words("(?:enabl|allow|facilitat|permit)(?:e|es|ed|ing|s)?"),
        ),
    ),
    (
        Marker.PURPOSE,
        _any(
            r"(?:for|towards?|patents? (?:on|for|covering))(?: (?:the|a|an|our|further|large|future)\b)*",
        ),
    ),
    (
        Marker.OTHERS,
        _any(
            _words("competitors? competing rivals? others conventional incumbents? other_(?:companies|groups|firms|teams|manufacturers|vendors)"),
            r"existing (?:systems?|products?|solutions?|devices?|technologies)\b|state[- ]of[- ]the[- ]art (?:systems?|products?)\b",
        ),
    ),
    (
        Marker.OURSELVES,
        _any(
            _words("we our ours us this_(?:project|technology|system|device|product|team|company) the_(?:team|company|applicant|inventors?)"),
        ),
    ),
    (
        Marker.NOW,
        _any(
            _words("currently today now at_present to_date so_far presently"),
        ),
    ),
    (
        Marker.AFTER,
        _any(
            _words("after following upon"),
        ),
    ),
    (Marker.DONE, _any(rf"{_HAVE}\b(?: (?:already|now|also|since|successfully|recently)\b)?(?: been\b)?", _words("was were been already"))),
    (
        Marker.RESULT,
        _any(
            _words(
                "completed built constructed fabricated manufactured produced tested demonstrated validated verified qualified passed achieved obtained",
                "received granted issued installed commissioned operat(?:ed|es|ing) signed delivered shipped conducted performed finished established reached",
                "entered started began begun launched developed implemented approved certified cleared confirmed accepted supplied underwent undergone secured",
                "carried_out ran runs? running prove[ds]? proven show(?:s|ed) holds won gained met succeeded recorded gave yielded works successful(?:ly)?",
                "since_\\d{4} in_(?:operation|service|use)",
            ),
            r"(?:is|are) (?=(?:now |currently |also )?(?:in\b|at\b|sold|used|deployed|approved|certified|complete\b|finished|installed|operating|running))",
        ),
    ),
)
