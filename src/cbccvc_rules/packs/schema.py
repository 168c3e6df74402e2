"""The shape of every pack file as pydantic models; also the source of the editors' JSON Schemas.

Keys that are not here are faults. Expressions are text at this level; `load` types them.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Literal

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    model_validator,
)

from cbccvc_rules.lang.rules import Concern
from cbccvc_rules.sources import STEPS, Confidence

_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def _iso_day(value: object) -> object:
    """Refuse what pydantic would otherwise take for a day (a number is a timestamp to it)."""
    if isinstance(value, str) and not _ISO_DAY.fullmatch(value):
        message = "a day is written yyyy-mm-dd"
        raise ValueError(message)
    return value


Day = Annotated[date, BeforeValidator(_iso_day)]
Words = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
NAME = r"^[a-z][a-z0-9_]*$"
Name = Annotated[str, StringConstraints(pattern=NAME)]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]*$")]
Expression = Annotated[str, StringConstraints(min_length=1)]


class FileModel(BaseModel):
    """A part of a pack file: closed, and never changed once read."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=False)


class TextSpec(FileModel):
    """The same words in Vietnamese and English."""

    vi: Words
    en: Words


class DaysSpec(FileModel):
    """First and last day, both included."""

    first: Day = Field(alias="from")
    last: Day | None = Field(default=None, alias="to")


class ActDaysSpec(FileModel):
    """First and last day of an act, both included; either may be left out where it is not known."""

    first: Day | None = Field(default=None, alias="from")
    last: Day | None = Field(default=None, alias="to")


class CitationSpec(FileModel):
    """A provision of an act listed in acts.yaml."""

    act: Words
    item: int | None = None
    article: int | None = None
    clause: int | None = None
    point: Words | None = None
    paragraph: int | None = None
    added_by: Words | None = None
    amended_by: Words | None = None
    confidence: Confidence
    note: TextSpec | None = None


Cites = Annotated[list[CitationSpec], Field(min_length=1)]


class ConditionSpec(FileModel):
    """A labelled requirement or exception."""

    id: Slug
    cites: Cites
    test: Expression = Field(alias="is")
    says: TextSpec


class ExampleSpec(FileModel):
    """An example that breaks the rule and one that keeps it."""

    breaks: TextSpec
    keeps: TextSpec


class RuleSpec(FileModel):
    """One rule file."""

    id: Slug
    title: TextSpec
    cites: Cites
    severity: Literal["violation", "warning", "notice"]
    in_force: DaysSpec
    judges: Literal["staff", "unit", "group", "batch"]
    when: Expression = "true"
    unless: list[ConditionSpec] = []
    let: dict[Name, Expression] = {}
    require: Expression | Annotated[list[ConditionSpec], Field(min_length=1)]
    measures: dict[Name, Expression] = {}
    message: TextSpec
    remedy: TextSpec
    why: TextSpec
    example: ExampleSpec
    says_same: Slug | None = None
    criteria_of: Words | None = None
    concerns: Concern = "grade"
    tightens: list[Slug] = []


class DatedValueSpec(FileModel):
    """One value of a parameter with its days; an empty value says that it was abolished."""

    first: Day = Field(alias="from")
    last: Day | None = Field(default=None, alias="to")
    value: Words | None
    cites: Cites
    origin: Literal["law", "assumption"] = "law"


class ParameterFileSpec(FileModel):
    """A dated figure of the law."""

    title: TextSpec
    unit: Literal["share", "months", "count", "points", "grade"]
    tighter: Literal["lower", "higher"]
    values: Annotated[list[DatedValueSpec], Field(min_length=1)]


class ParametersFile(FileModel):
    """parameters.yaml."""

    parameters: dict[Name, ParameterFileSpec]


class FiguresFile(FileModel):
    """figures.yaml: values that a pack puts in the place of those of a parameter it can see."""

    figures: dict[Name, Annotated[list[DatedValueSpec], Field(min_length=1)]]


class ReadingFileSpec(FileModel):
    """A choice that the law leaves open."""

    question: TextSpec
    default: Words
    alternatives: Annotated[dict[Words, TextSpec], Field(min_length=2)]
    source: TextSpec
    ambiguity: Words | None = None
    default_in: dict[Slug, Words] = {}


class SettledFileSpec(FileModel):
    """A point that the law leaves open and the pack does not make a reading, and why not."""

    question: TextSpec
    reason: TextSpec


class ReadingsFile(FileModel):
    """readings.yaml."""

    readings: dict[Name, ReadingFileSpec]
    settled: dict[Words, SettledFileSpec] = {}


class DefinitionFileSpec(FileModel):
    """A named expression over one record, with its labelled exceptions."""

    of: Words
    test: Expression = Field(alias="is")
    unless: list[ConditionSpec] = []
    says: TextSpec
    cites: Cites


class DefinitionsFile(FileModel):
    """definitions.yaml."""

    definitions: dict[Name, DefinitionFileSpec]


class PackFileSpec(FileModel):
    """pack.yaml."""

    id: Slug
    title: TextSpec
    uses: list[Slug] = []
    extends: list[Slug] = []
    by_default: bool = False


class ActSpec(FileModel):
    """An act that may be cited."""

    name: TextSpec
    in_force: ActDaysSpec | None = None


class ActsFile(FileModel):
    """acts.yaml."""

    acts: dict[Words, ActSpec]


State = Literal[
    "rule",
    "definition",
    "duty",
    "follow-up",
    "discretion",
    "repealed",
    "out-of-scope",
    "text-not-found",
]


class EncodedSpec(FileModel):
    """Where a clause is encoded, by the names of what encodes it."""

    rules: list[Slug] = []
    definitions: list[Name] = []
    parameters: list[Name] = []
    readings: list[Name] = []
    columns: list[Words] = []
    applies: list[Words] = []


class ProvisionSpec(FileModel):
    """Where a clause stands in its act, down to the sentence; or one of the act's forms.

    `as_such` stands for the act itself, which is cited where none of its provisions could be.
    """

    as_such: bool = False
    form: Words | None = None
    item: int | None = None
    article: int | None = None
    clause: int | None = None
    point: Words | None = None
    paragraph: int | None = None
    sentence: int | None = None

    @model_validator(mode="after")
    def _somewhere(self) -> ProvisionSpec:
        told = any(getattr(self, step) is not None for step in STEPS)
        if told == self.as_such:
            message = "article, item, form…"
            raise ValueError(message)
        return self


class ClauseSpec(FileModel):
    """One clause of an act, as one text between two days: what it says, and what became of it."""

    at: ProvisionSpec
    first: Day | None = Field(default=None, alias="from")
    last: Day | None = Field(default=None, alias="to")
    added_by: Words | None = None
    amended_by: Words | None = None
    gist: TextSpec
    confidence: Confidence
    sources: list[Words]
    state: State
    reason: TextSpec
    encoded: EncodedSpec = EncodedSpec()


class ClausesFile(FileModel):
    """A file in the folder `clauses` of a pack: clauses of one act, with where they were read.

    `whole` is false where the list has only the clauses that the packs use.
    """

    act: Words
    whole: bool = True
    sources: dict[Words, Words | TextSpec]
    clauses: Annotated[list[ClauseSpec], Field(min_length=1)]


class BasisSpec(FileModel):
    """What an entry of the table of laws rests on: a provision, or a note with its source."""

    act: Words | None = None
    item: int | None = None
    article: int | None = None
    clause: int | None = None
    point: Words | None = None
    paragraph: int | None = None
    added_by: Words | None = None
    amended_by: Words | None = None
    confidence: Confidence | None = None
    note: TextSpec | None = None
    url: Words | None = None


class FallbackSpec(FileModel):
    """Who of a category is rated by other packs than the rest of it: a condition on the person."""

    test: Expression = Field(alias="if")
    says: TextSpec
    unknown: TextSpec
    packs: Annotated[list[Slug], Field(min_length=1)]
    as_of: Day | None = None
    instruments: TextSpec | None = None
    confidence: Confidence
    basis: list[BasisSpec] = []


class AppliesEntrySpec(FileModel):
    """Which packs govern a category between two days, or why none does."""

    category: Words
    first: Day = Field(alias="from")
    last: Day | None = Field(default=None, alias="to")
    packs: list[Slug] = []
    hole: TextSpec | None = None
    outside: bool = False
    instruments: TextSpec | None = None
    confidence: Confidence
    basis: list[BasisSpec] = []
    fallback: FallbackSpec | None = None


class AppliesFile(FileModel):
    """applies.yaml."""

    before: TextSpec
    entries: Annotated[list[AppliesEntrySpec], Field(min_length=1)]


Because = Literal["law_leaves_gap", "law_repeats_itself", "law_means_it", "accepted"]


class StandsSpec(FileModel):
    """Findings about the packs that stand for one reason; `open_point` is its number in the law."""

    because: Because
    open_point: Words | None = None
    reason: TextSpec
    found: Annotated[list[Words], Field(min_length=1)]


class ProofsFile(FileModel):
    """proofs.yaml."""

    stands: Annotated[list[StandsSpec], Field(min_length=1)]
