"""A call's body → its achievements, each validated on its own: the outer shape is strict, a bad item spoils nobody else.

The items stay raw bytes until each is validated, so JSON is never turned into dictionaries on the way.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import msgspec
from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from service.input_errors import field_input_error, input_errors
from service.problems import Problem
from service.wrong_input import Steps, WrongInput
from valuation.achievement import Achievement
from valuation.audience import AUDIENCES, Audience
from valuation.catalogue import say
from valuation.columns_of import Subject, subject_of, wrong_numbers
from valuation.day import Day
from valuation.features import FeatureSchema
from valuation.field_error import FieldError
from valuation.listing import Listing


class _Envelope(msgspec.Struct, forbid_unknown_fields=True):
    achievements: list[msgspec.Raw]
    valuation_date: str | None = None
    audience: str | None = None


class _Tag(BaseModel):
    """What of an invalid item lets its sender recognise it."""

    model_config = ConfigDict(extra="ignore")

    id: str | None = None


class _ListingTag(BaseModel):
    model_config = ConfigDict(extra="ignore")

    listing: Listing | None = None


@dataclass(frozen=True, slots=True)
class InvalidItem:
    """An item that cannot be valued, and everything that is wrong with it."""

    id: str | None
    listing: Listing | None
    errors: tuple[WrongInput, ...]


@dataclass(frozen=True, slots=True)
class Call:
    """What one call asks for: subjects and invalid items, in the caller's order, and for whom the answer is."""

    items: list[Subject | InvalidItem]
    audience: Audience

    @property
    def subjects(self) -> list[Subject]:
        """The items that can be valued."""
        return [item for item in self.items if isinstance(item, Subject)]


_envelope = msgspec.json.Decoder(_Envelope)
_achievement = TypeAdapter(Achievement)
_date: TypeAdapter[date] = TypeAdapter(Day)


def decode_call(body: bytes, schema: FeatureSchema, today: date, max_items: int, audiences: Sequence[Audience]) -> Call:
    """The call in a body; Problem where its outer shape is wrong. Where nothing else is said, `today` is the valuation date, and the answer is for the
    first of the `audiences` that its caller may ask for.
    """
    try:
        envelope = _envelope.decode(body)
    except msgspec.ValidationError as error:
        raise _wrong_shape(str(error)) from None
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise Problem("malformed", say("problems.not_json", words=error)) from None
    except RecursionError:
        raise Problem("malformed", say("problems.nested")) from None
    if not envelope.achievements:
        raise Problem.of_input(WrongInput.of("no_achievements", ("achievements",), most=max_items))
    if len(envelope.achievements) > max_items:
        raise Problem("too_large", say("problems.many_items", given=len(envelope.achievements), most=max_items))
    audience, day = audience_of(envelope.audience, audiences), day_of(envelope.valuation_date, today)
    return Call([decode_item(bytes(raw), ("achievements", at), schema, day) for at, raw in enumerate(envelope.achievements)], audience)


def decode_item(raw: bytes, steps: Steps, schema: FeatureSchema, day: date) -> Subject | InvalidItem:
    """One achievement's JSON, which stands at `steps` of what its sender wrote; `day` is its valuation date where it has none of its own."""
    try:
        achievement = _achievement.validate_json(raw)
    except ValidationError as error:
        return _invalid(raw, input_errors(error, steps))
    except RecursionError:
        return _invalid(raw, (WrongInput.of("nested", steps),))
    try:
        return subject_of(achievement, schema, day)
    except FieldError:
        errors = wrong_numbers(achievement, schema)
        return InvalidItem(achievement.id, achievement.listing, tuple(field_input_error(error, steps) for error in errors))


def audience_of(given: str | None, audiences: Sequence[Audience]) -> Audience:
    """For whom an answer is, the first of the caller's where nothing is said; Problem for one that there is not, or that the caller may not ask for."""
    if given is None:
        return audiences[0]
    for audience in audiences:
        if given == audience:
            return audience
    if given in AUDIENCES:
        raise Problem("forbidden", say("problems.unknown_audience", allowed=", ".join(audiences)))
    raise Problem.of_input(WrongInput.of("audience", ("audience",), given, allowed=", ".join(AUDIENCES)))


def day_of(given: str | None, today: date) -> date:
    """The valuation date of a call, `today` where none is given; Problem where it cannot be read."""
    if given is None:
        return today
    try:
        return _date.validate_strings(given)
    except ValidationError as error:
        raise Problem("invalid_input", say("problems.date"), input_errors(error, ("valuation_date",))) from None


def _invalid(raw: bytes, errors: tuple[WrongInput, ...]) -> InvalidItem:
    tag, listing = _Tag(), _ListingTag()
    try:
        tag = _Tag.model_validate_json(raw)
        listing = _ListingTag.model_validate_json(raw)
    except (ValidationError, RecursionError):
        pass
    return InvalidItem(tag.id, listing.listing, errors)


def _wrong_shape(message: str) -> Problem:
    """msgspec reports "Expected `array`, got `int` - at `$.achievements`": the sentence and the place."""
    sentence, _, place = message.partition(" - at `$")
    steps = tuple(step for step in place.rstrip("`").split(".") if step)
    return Problem.of_input(WrongInput.of("envelope", steps, words=f"{sentence}."))
