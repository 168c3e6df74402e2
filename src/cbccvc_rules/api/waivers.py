"""Waivers put to what was found: what counts no more, and what is wrong with the waivers.

A waived rule has been evaluated like any other and stays in every report. A waiver that is
followed by nothing, out of its term, too broad, or given for other facts is itself a finding.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from cbccvc_rules.api.audit import report_order
from cbccvc_rules.explain.words import show_day
from cbccvc_rules.model.earlier import Since
from cbccvc_rules.model.finding import Finding, Subject, Verdict, fingerprint
from cbccvc_rules.model.waiver import Waived, means_several
from cbccvc_rules.sources import Place, Text

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from cbccvc_rules.model.earlier import Earlier
    from cbccvc_rules.model.findings import Findings
    from cbccvc_rules.model.waiver import Waiver

_TITLES = {
    "waiver-expired": Text("Miễn trừ ngoài thời hạn", "Waiver out of its term"),
    "waiver-unused": Text("Miễn trừ không dùng đến", "Waiver that nothing needs"),
    "waiver-too-broad": Text("Miễn trừ quá rộng", "Waiver that is too broad"),
    "waiver-too-long": Text("Miễn trừ có thời hạn quá dài", "Waiver of too long a term"),
    "waiver-of-unit": Text("Miễn trừ cho cả đơn vị", "Waiver of a whole unit"),
    "waiver-facts-changed": Text(
        "Miễn trừ cho số liệu khác", "Waiver that was given for other facts"
    ),
}
_MESSAGES = {
    "waiver-expired": Text(
        "Miễn trừ {rule} cho {subject} (quyết định {decision}) có hạn từ {first} đến {last}; ngày "
        "đánh giá {on} nằm ngoài thời hạn đó, nên kết luận vẫn tính là vi phạm.",
        "The waiver of {rule} for {subject} (decision {decision}) runs from {first} to {last}; the "
        "day of the rating act, {on}, is outside, so the finding counts.",
    ),
    "waiver-unused": Text(
        "Miễn trừ {rule} cho {subject} (quyết định {decision}) không ứng với kết luận trái quy "
        "định nào trong đợt này.",
        "The waiver of {rule} for {subject} (decision {decision}) answers to no broken rule of "
        "this round.",
    ),
    "waiver-too-broad": Text(
        "Mục miễn trừ {rule} cho {subject} (quyết định {decision}) không nêu đúng một quy tắc và "
        "một đối tượng, nên không được áp dụng.",
        "The waiver of {rule} for {subject} (decision {decision}) does not name one rule and one "
        "subject, so it is not followed.",
    ),
    "waiver-too-long": Text(
        "Miễn trừ {rule} cho {subject} (quyết định {decision}) có hạn từ {first} đến {last}, quá "
        "{months} tháng, nên không được áp dụng. Giới hạn này do sổ miễn trừ đặt (`most_months`), "
        "không phải do luật: việc xếp loại là của từng năm.",
        "The waiver of {rule} for {subject} (decision {decision}) runs from {first} to {last}, "
        "more than {months} months, so it is not followed. That limit is set by the ledger "
        "(`most_months`), not by law: ratings are of one year each.",
    ),
    "waiver-of-unit": Text(
        "Mục miễn trừ {rule} cho {subject} (quyết định {decision}) nêu cả một đơn vị, mà quy tắc "
        "này xét từng người, nên không được áp dụng.",
        "The waiver of {rule} for {subject} (decision {decision}) names a whole unit, and the rule "
        "judges people one by one, so it is not followed.",
    ),
    "waiver-facts-changed": Text(
        "Miễn trừ {rule} cho {subject} (quyết định {decision}) dựa trên số liệu đã thay đổi từ "
        "khi cho miễn trừ, nên kết luận vẫn tính là vi phạm.",
        "The waiver of {rule} for {subject} (decision {decision}) was given for facts that have "
        "changed since, so the finding counts.",
    ),
}
_REMEDIES = {
    "waiver-expired": Text(
        "Khắc phục kết luận, hoặc để người có thẩm quyền xem xét lại và ghi thời hạn mới.",
        "Mend the finding, or have whoever may decide look again and write down a new term.",
    ),
    "waiver-unused": Text(
        "Bỏ mục này khỏi sổ miễn trừ, hoặc sửa tên quy tắc, mã đối tượng.",
        "Remove the entry from the ledger, or correct its rule or subject.",
    ),
    "waiver-too-broad": Text(
        "Ghi riêng từng quy tắc và từng đối tượng, mỗi mục với mã số liệu của nó.",
        "Write an entry for each rule and each subject, with the digest of its facts.",
    ),
    "waiver-too-long": Text(
        "Ghi thời hạn cho năm được xếp loại; năm sau còn cần thì xem xét lại và ghi mục mới.",
        "Write a term for the year that was rated; if it is needed the next year, have it looked "
        "at again and write a new entry.",
    ),
    "waiver-of-unit": Text(
        "Ghi riêng từng người của đơn vị, mỗi mục với mã số liệu của người đó.",
        "Write an entry for each person of the unit, with the digest of that person's facts.",
    ),
    "waiver-facts-changed": Text(
        "Để người có thẩm quyền xem xét lại với số liệu mới, rồi ghi mã số liệu mới ({facts}).",
        "Have whoever may decide look again at the new facts, then write their digest ({facts}).",
    ),
}


def with_waivers(findings: Findings, ledger: Sequence[Waiver]) -> Findings:
    """Return the findings with those waived marked, and a finding for each waiver at fault.

    A waiver of a rule that was left out of the run says nothing.
    """
    broken = {
        (one.rule, one.subject.id): one
        for one in findings.findings
        if one.verdict is Verdict.BROKEN
    }
    waived: dict[str, Waived] = {}
    faults: list[Finding] = []
    needed = {(one.rule, one.subject) for one in ledger if _in_term(one, findings)}
    for one in ledger:
        found = broken.get((one.rule, one.subject))
        wrong = _wrong(one, found, findings, needed)
        if wrong is not None:
            faults.append(_fault(wrong, one, found, findings))
        elif found is not None and _in_term(one, findings):
            waived[found.fingerprint] = Waived(
                "ledger", one.place, one.ground, one.approver, one.decision, one.first, one.last
            )
    return _marked(findings, waived, faults)


def _wrong(
    one: Waiver,
    found: Finding | None,
    findings: Findings,
    needed: Collection[tuple[str, str]],
) -> str | None:
    """Return what is wrong with a waiver; None where it is followed, or says nothing here.

    An old entry that a newer one for the same subject has followed is no fault.
    """
    if means_several(one.rule) or (found is None and means_several(one.subject)):
        return "waiver-too-broad"
    if one.is_too_long:
        return "waiver-too-long"
    if one.rule not in findings.rules:
        return None if findings.rules_chosen else "waiver-unused"
    if not _in_term(one, findings):
        if (one.rule, one.subject) in needed:
            return None
        return "waiver-unused" if found is None else "waiver-expired"
    if found is None:
        return "waiver-of-unit" if _is_of_unit(one, findings) else "waiver-unused"
    return "waiver-facts-changed" if found.facts != one.facts else None


def _is_of_unit(one: Waiver, findings: Findings) -> bool:
    """Return whether a waiver names a unit where the rule is broken by single people of it."""
    return any(
        found.rule == one.rule
        and found.verdict is Verdict.BROKEN
        and found.subject.kind == "staff"
        and found.subject.unit == one.subject
        for found in findings.findings
    )


def _in_term(one: Waiver, findings: Findings) -> bool:
    return one.first.isoformat() <= findings.round.on <= one.last.isoformat()


def _fault(code: str, one: Waiver, found: Finding | None, findings: Findings) -> Finding:
    """Return a waiver at fault as a finding on its subject."""
    facts = findings.round
    subject = Subject("batch", one.subject, None) if found is None else found.subject
    own = fingerprint(f"{code}:{one.rule}:{one.first}", subject, facts.period, facts.occasion)
    return Finding(
        rule=code,
        title=_TITLES[code],
        verdict=Verdict.BROKEN,
        severity="warning",
        subject=subject,
        cites=(),
        message=_filled(_MESSAGES[code], one, found, facts.on),
        remedy=_filled(_REMEDIES[code], one, found, facts.on),
        measures={},
        conditions=(),
        places=(one.place,),
        missing=(),
        trace=(),
        flips=(),
        fingerprint=own,
    )


def _filled(text: Text, one: Waiver, found: Finding | None, on: str) -> Text:
    def said(words: str, first: str, last: str, day: str) -> str:
        return words.format(
            rule=f"[{one.rule}]",
            subject=one.subject,
            decision=one.decision,
            first=first,
            last=last,
            on=day,
            months=one.most_months,
            facts="" if found is None else found.facts,
        )

    year, month, day = on.split("-")
    return Text(
        said(text.vi, show_day(one.first, "vi"), show_day(one.last, "vi"), f"{day}/{month}/{year}"),
        said(text.en, one.first.isoformat(), one.last.isoformat(), on),
    )


def with_baseline(findings: Findings, earlier: Earlier) -> Findings:
    """Return the findings with those marked that an earlier report has, for the same facts."""
    place = Place(earlier.path)
    waived = {
        one.fingerprint: Waived("baseline", place)
        for one in findings.findings
        if one.verdict is Verdict.BROKEN
        and one.waived is None
        and (known := earlier.findings.get(one.fingerprint)) is not None
        and (known.verdict, known.facts) == ("broken", one.facts)
    }
    return _marked(findings, waived, ())


def since_earlier(findings: Findings, earlier: Earlier) -> Findings:
    """Return the findings with what is new and what is mended since an earlier report."""
    told = {
        one.fingerprint: one
        for one in findings.findings
        if one.verdict in {Verdict.BROKEN, Verdict.UNKNOWN}
    }
    new = tuple(_new(told.values(), earlier))
    mended = tuple(one for key, one in earlier.findings.items() if key not in told)
    compared = Since(earlier.path, new, mended, len(told) - len(new))
    return replace(findings, since=compared)


def _new(told: Iterable[Finding], earlier: Earlier) -> Iterator[str]:
    for one in told:
        known = earlier.findings.get(one.fingerprint)
        if known is None or known.verdict != one.verdict.value:
            yield one.fingerprint


def _marked(findings: Findings, waived: dict[str, Waived], faults: Sequence[Finding]) -> Findings:
    """Return the findings with some of them waived, and others added."""
    marked = [
        replace(one, waived=why) if (why := waived.get(one.fingerprint)) is not None else one
        for one in findings.findings
    ]
    counts = dict(findings.counts)
    if faults:
        counts[Verdict.BROKEN] = counts.get(Verdict.BROKEN, 0) + len(faults)
    ordered = sorted([*marked, *faults], key=report_order)
    return replace(findings, findings=tuple(ordered), counts=counts)
