// The rows, the filters and the page itself.
"use strict";

const rows = data.rows;
const [STATE, RULE, WHO, UNIT, SAID, CITES, CONTESTED] = [0, 1, 2, 3, 4, 5, 6]; // places in a row
const ROUND = 7; // where there are several
const rounds = data.rounds || [];
const stateAt = Object.fromEntries(data.states.map(([name], at) => [name, at]));
function stateMark(at) {
  const [name, words] = data.states[at];
  return make("span", { class: `state ${name}` }, words);
}
const counts = data.states.map(() => 0);
for (const row of rows) counts[row[STATE]] += 1;

function unitAlone(at) {
  if (at < 0) return "";
  const [id, name] = data.units[at];
  return name ? `${name} (${id})` : id || say("no_unit");
}
const roundName = (at) => rounds[at][0];
const unitName = (at) =>
  (rounds.length && at >= 0 ? `${unitAlone(at)} – ${roundName(data.units[at][2])}` : unitAlone(at));
function ruleName(at) {
  const [rule, title] = data.rules[at];
  return title ? `${title} [${rule}]` : rule;
}

// What a search looks through, made in slices while nobody waits, and the rest when it is needed.
const haystacks = [];
function foldedOnce(words) {
  const kept = [];
  return (at) => {
    if (kept[at] === undefined) kept[at] = folded(words(at));
    return kept[at];
  };
}
const [foldedFrame, foldedUnit, foldedRule] = [frameOf, unitName, ruleName].map(foldedOnce);
const foldedRound = foldedOnce(roundName);
function foldedSentence(packed) {
  const words = sentence(packed, foldedFrame);
  return /^[\u0000-\u007f]*$/.test(words) ? words.toLowerCase() : folded(words);
}
function prepare(until) {
  while (haystacks.length < until) {
    const row = rows[haystacks.length];
    const said = [WHO, SAID, CITES].map((part) => foldedSentence(row[part]));
    if (rounds.length) said.push(foldedRound(row[ROUND]));
    haystacks.push([...said, foldedUnit(row[UNIT]), foldedRule(row[RULE])].join("\n"));
  }
}
function prepareSlice() {
  prepare(Math.min(rows.length, haystacks.length + 2000));
  if (haystacks.length < rows.length) setTimeout(prepareSlice, 20);
}
setTimeout(prepareSlice, 200);

// ------------------------------------------------------------------- the table
function detailOf(at) {
  const part = blocks[Math.floor(at / data.block)];
  part.told = part.told || JSON.parse(part.textContent);
  return outline(linesOf(part.told[at % data.block]));
}

function saidCell(row) {
  const cell = make("div", {}, make("p", {}, sentence(row[SAID])));
  if (row[STATE] === stateAt.not_checkable) return cell; // it names its rule itself
  const small = make("p", { class: "small" }, ruleName(row[RULE]));
  const cites = sentence(row[CITES]);
  if (cites) small.append(" · ", cites);
  if (row[CONTESTED]) small.append(" ", make("span", { class: "contested" }, say("contested")));
  cell.append(small);
  return cell;
}

const bare = ["data", "not_governed", "not_checkable"].map((name) => stateAt[name]);
const stateOf = (i) => rows[i][STATE];
const who = (i) => sentence(rows[i][WHO]);
const unitOf = (i) => unitAlone(rows[i][UNIT]);
const roundOf = (i) => roundName(rows[i][ROUND]);
const ofRounds = rounds.length
  ? [{ title: say("round"), cell: roundOf, value: roundOf, class: "round" }] : [];
const findings = table(say("findings"), [
  { title: say("state"), cell: (i) => stateMark(stateOf(i)), value: stateOf, class: "kind" },
  { title: say("subject"), cell: who, value: who, class: "who" },
  ...ofRounds,
  { title: say("unit"), cell: unitOf, value: unitOf, class: "unit" },
  { title: say("said"), cell: (i) => saidCell(rows[i]), value: (i) => ruleName(rows[i][RULE]) },
], rows.length, 50, detailOf, (i) => !bare.includes(stateOf(i)));
findings.sortBy(STATE);

// ----------------------------------------------------------------- the filters
function choice(key, options) {
  const all = make("option", { value: "" }, say("all"));
  const it = make("select", { id: key }, all);
  for (const [value, words] of options) it.append(make("option", { value }, words));
  it.addEventListener("change", refresh);
  return it;
}
const named = (list, name) => list.map((_, at) => [at, name(at)])
  .sort((a, b) => collator.compare(a[1], b[1]));
const state = choice("state", data.states
  .map(([, words], at) => [at, `${words} (${number.format(counts[at])})`])
  .filter(([at]) => counts[at]));
const unit = choice("unit", named(data.units, unitName));
const rule = choice("rule", named(data.rules, ruleName));
const round = choice("round", named(rounds, roundName));
const contested = make("input", { type: "checkbox", id: "contested" });
contested.addEventListener("change", refresh);
const asTyped = { autocomplete: "off", spellcheck: "false" };
const search = make("input", { type: "search", id: "search", ...asTyped });
let soon = 0;
search.addEventListener("input", () => {
  clearTimeout(soon);
  soon = setTimeout(refresh, 120);
});

function refresh() {
  const terms = folded(search.value).split(/\s+/).filter(Boolean);
  const chosen = [[state, STATE], [unit, UNIT], [rule, RULE], [round, ROUND]]
    .filter(([list]) => list.value !== "")
    .map(([list, part]) => [part, Number(list.value)]);
  if (contested.checked) chosen.push([CONTESTED, 1]);
  if (terms.length) prepare(rows.length);
  findings.filter((at) => chosen.every(([part, value]) => rows[at][part] === value)
    && terms.every((term) => haystacks[at].includes(term)));
}
function clear() {
  for (const one of [state, unit, rule, round, search]) one.value = "";
  contested.checked = false;
}
// Show the findings of one kind or unit alone, and go there.
function narrow(list, value) {
  clear();
  list.value = value;
  refresh();
  const place = document.getElementById("findings");
  place.scrollIntoView();
  place.focus({ preventScroll: true });
}

function filters() {
  const field = (key, control) => make("label", {}, make("span", {}, say(key)), control);
  const it = make("form", { class: "filters", role: "search" },
    field("search", search), field("state", state),
    ...(rounds.length ? [field("round", round)] : []), field("unit", unit), field("rule", rule));
  if (rows.some((row) => row[CONTESTED])) {
    it.append(make("label", { class: "tick" }, contested, say("contested_only")));
  }
  const reset = () => {
    clear();
    refresh();
  };
  it.append(make("div", { class: "tools" }, button(say("reset"), reset),
    button(say("open_page"), findings.openPage), button(say("close_page"), findings.closeAll)));
  it.addEventListener("submit", (event) => event.preventDefault());
  return it;
}

// -------------------------------------------------------------------- the page
function unitsTable() {
  const tally = data.units.map(() => data.states.map(() => 0));
  for (const row of rows) if (row[UNIT] >= 0) tally[row[UNIT]][row[STATE]] += 1;
  const grades = new Map((data.grades ? data.grades.units : []).map(([at, ...of]) => [at, of]));
  const people = (i) => total(grades.get(i) || []);
  const name = (i) =>
    button(unitName(i), () => narrow(unit, i), { class: "link", title: say("show_unit") });
  const columns = [{ title: say("unit"), cell: name, value: unitName }];
  if (data.grades) {
    const spread = (i) => (people(i) ? gradeBar(grades.get(i), data.grades.names) : "");
    const cell = (i) => number.format(people(i));
    columns.push({ title: say("people"), cell, value: people, class: "number" });
    columns.push({ title: say("spread"), cell: spread, class: "bar" });
  }
  data.states.forEach(([, words], at) => {
    if (at > stateAt.waived || !counts[at]) return;
    const value = (i) => tally[i][at];
    const cell = (i) => number.format(value(i));
    columns.push({ title: words, cell, value, class: "number" });
  });
  return table(say("units"), columns, data.units.length, 20);
}

// Of several rounds: how many people and findings each has, or that it could not be checked.
function roundsTable() {
  const tally = rounds.map(() => data.states.map(() => 0));
  for (const row of rows) tally[row[ROUND]][row[STATE]] += 1;
  const name = (i) => button(roundName(i), () => narrow(round, i),
    { class: "link", title: say("show_round") });
  const people = (i) => rounds[i][2];
  const shown = (i) => (rounds[i][1] ? number.format(people(i)) : say("refused"));
  const columns = [
    { title: say("round"), cell: name, value: roundName },
    { title: say("people"), cell: shown, value: people, class: "number" },
  ];
  data.states.forEach(([, words], at) => {
    if (!counts[at]) return;
    const value = (i) => tally[i][at];
    const cell = (i) => number.format(value(i));
    columns.push({ title: words, cell, value, class: "number" });
  });
  return table(say("rounds"), columns, rounds.length, 20);
}

function cards() {
  const it = make("div", { class: "cards" });
  data.states.forEach(([name, words], at) => {
    if (!counts[at]) return;
    const card = button("", () => narrow(state, at), { class: `card ${name}` });
    card.append(make("b", {}, number.format(counts[at])), words);
    it.append(card);
  });
  return it;
}

function swapTheme() {
  const root = document.documentElement;
  const now = root.dataset.theme
    || (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
  root.dataset.theme = now === "dark" ? "light" : "dark";
}

function build() {
  const page = document.getElementById("page");
  const contents = make("nav", { class: "contents", "aria-label": say("contents") });
  const small = (words) => make("p", { class: "small" }, words);
  function part(id, ...children) {
    const named = { id, tabindex: "-1", "aria-label": say(id) };
    page.append(make("section", named, make("h2", {}, say(id)), ...children));
    contents.append(make("a", { href: `#${id}` }, say(id)));
  }
  const tools = make("div", { class: "tools" },
    button(say("theme"), swapTheme), button(say("print"), () => print()));
  page.append(make("header", {}, make("h1", {}, document.title), tools), contents);
  const folds = (list) => list.map(([heading, lines]) =>
    make("details", {}, make("summary", {}, heading), outline(lines)));
  const scopes = folds(rounds.map(([called, , , lines]) => [called, lines]));
  if (rounds.length) {
    part("rounds", roundsTable().node);
    part("scope", ...scopes);
  } else part("scope", outline(data.scope, "h3"));
  part("overview", cards(), outline(data.sum.slice(0, -1)));
  if (data.grades) {
    part("grades", small(say("grades_note")), gradesChart(data.grades));
    if (data.shares.length) {
      part("shares", small(say("shares_note")), sharesTable(data.shares).node);
    } else part("shares", make("p", {}, say("no_shares")));
  } else part("grades", make("p", {}, say("not_counted")));
  part("units", unitsTable().node);
  part("findings", filters(), findings.node);
  const more = folds(data.more.map(([[, heading], ...lines]) => [heading, lines]));
  if (more.length) part("more", ...more);
  part("end", small(say("made_by", ...data.made)), outline(data.sum));
  addEventListener("beforeprint", () => {
    for (const one of [...scopes, ...more]) one.open = true;
  });
}
build();
