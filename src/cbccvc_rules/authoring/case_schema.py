"""The shape of case files: small rounds on a day, and what the law says of them."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from cbccvc_rules.packs.schema import Day, FileModel, Slug, TextSpec, Words

Verdicts = Literal["kept", "broken", "unknown", "not_applicable", "not_checkable"]
Records = list[dict[str, object]]


class OriginSpec(FileModel):
    """Where an expectation comes from: a provision with its gist, or a published source."""

    clause: Words | None = None
    gist: TextSpec | None = None
    source: Words | None = None
    url: Words | None = None
    legal_basis: Words | None = None
    ours: Words | list[Words] | None = None
    note: Words | None = None

    @model_validator(mode="after")
    def _has_one(self) -> OriginSpec:
        if (self.clause is None) == (self.source is None):
            message = "an origin names a clause or a source"
            raise ValueError(message)
        return self


class ExpectSpec(FileModel):
    """What the rule must say of one subject; or that nobody in the round can be judged."""

    subject: Words | None = None
    verdict: Verdicts | None = None
    conditions: list[Words] | None = None
    missing: list[Words] | None = None
    measures: dict[Words, Words] = Field(default_factory=dict)
    contested: bool | None = None
    refused: bool = False

    @property
    def asks_more(self) -> bool:
        """Whether more than the verdict is expected."""
        lists = (self.conditions, self.missing, self.contested)
        return bool(self.measures) or any(one is not None for one in lists)

    @model_validator(mode="after")
    def _complete(self) -> ExpectSpec:
        if self.refused == (self.verdict is not None and self.subject is not None):
            message = "an expectation has a subject and a verdict, or is refused"
            raise ValueError(message)
        return self


class CaseSpec(FileModel):
    """One round and what is expected of it; `category` is that of the people told by `ratings`."""

    name: Words
    on: Day | None = None
    period: Words | None = None
    occasion: Words | None = None
    stage: Words | None = None
    origin: OriginSpec
    staff: Records = Field(default_factory=list)
    units: Records | None = None
    disciplines: Records | None = None
    history: Records | None = None
    scorecards: Records | None = None
    ratings: dict[Words, int] = Field(default_factory=dict)
    category: Words = "VC"
    readings: dict[Words, Words] = Field(default_factory=dict)
    parameters: dict[Words, Words] = Field(default_factory=dict)
    expect: Annotated[list[ExpectSpec], Field(min_length=1)]


class CasesFile(FileModel):
    """A file of cases of one rule."""

    rule: Slug
    cases: Annotated[list[CaseSpec], Field(min_length=1)]
