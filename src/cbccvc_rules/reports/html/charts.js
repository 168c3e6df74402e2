// Charts: ratings as bars, shares beside their limits. A bar is a thousand wide.
"use strict";

const total = (counts) => counts.reduce((sum, one) => sum + one, 0);

function bar(attributes, ...children) {
  const box = { viewBox: "0 0 1000 16", preserveAspectRatio: "none" };
  return draw("svg", { ...box, ...attributes }, ...children);
}
const told = (words) => ({ role: "img", "aria-label": words });
const block = (x, width, kind, y = 0, ...children) =>
  draw("rect", { x, y, width, height: 16 - 2 * y, class: kind }, ...children);

function gradeBar(counts, names) {
  const whole = total(counts) || 1;
  const words = names.map((name, at) => `${name}: ${number.format(counts[at])}`);
  const it = bar(told(words.filter((_, at) => counts[at]).join("; ")));
  let from = 0;
  counts.forEach((count, at) => {
    const width = (count * 1000) / whole;
    if (count) it.append(block(from, width, `grade${at}`, 0, draw("title", {}, words[at])));
    from += width;
  });
  return it;
}

function shareBar(one, most) {
  const at = (thousandths) => Math.min(1000, (thousandths * 1000) / most);
  const words = `${one.percent}; ${say("limit")} ${one.limit}`;
  const it = bar(told(words), draw("title", {}, words), block(0, 1000, "ground"));
  if (one.share) {
    const [least, greatest] = one.share.map(at); // the same, but where a cell is not told
    it.append(block(0, least, one.verdict, 3));
    it.append(block(least, greatest - least, `${one.verdict} maybe`, 3));
  }
  if (one.bound !== null) it.append(block(at(one.bound) - 3, 6, "limit"));
  return it;
}

function gradesChart(grades) {
  const whole = total(grades.whole) || 1;
  const most = Math.max(1, ...grades.whole);
  const rows = [];
  grades.names.forEach((name, at) => {
    const count = grades.whole[at];
    if (!count && at > 3) return; // not rated, not told: nobody
    const length = bar({ "aria-hidden": "true" }, block(0, (count * 1000) / most, `grade${at}`));
    rows.push(make("tr", {},
      make("th", { scope: "row" }, make("span", { class: `key grade${at}` }), name),
      make("td", { class: "bar" }, length),
      make("td", { class: "number" }, number.format(count)),
      make("td", { class: "number" }, percent.format(count / whole))));
  });
  const caption = make("caption", {}, say("grades"));
  return make("table", { class: "spread" }, caption, make("tbody", {}, ...rows));
}

// The groups that share rules judge, those above their limit first.
function sharesTable(shares) {
  const order = ["broken", "unknown", "kept", "not_applicable"];
  const rank = (one) => order.indexOf(one.verdict);
  const spare = (one) => one.spare || 0;
  const sorted = shares.slice().sort((a, b) => rank(a) - rank(b) || spare(a) - spare(b));
  let most = 250;
  for (const one of shares) most = Math.max(most, one.bound || 0, one.share ? one.share[1] : 0);
  most = Math.min(1000, most * 1.1);
  const share = (i) => (sorted[i].share ? sorted[i].share[0] : 0);
  // How severe it is stands with the finding: where a law applies with doubt it is but a notice.
  const verdict = (i) =>
    make("span", { class: `state ${sorted[i].verdict}` }, say(`share_${sorted[i].verdict}`));
  const group = (i) =>
    make("div", {}, sorted[i].group, make("p", { class: "small" }, sorted[i].cites));
  const column = (key, cell, value, kind) => ({ title: say(key), cell, value, class: kind });
  return table(say("shares"), [
    column("group", group, (i) => sorted[i].group),
    column("chart", (i) => shareBar(sorted[i], most), share, "bar"),
    column("given", (i) => `${sorted[i].given} (${sorted[i].percent})`, share, "number"),
    column("base", (i) => sorted[i].base, null, "number"),
    column("limit", (i) => sorted[i].limit, (i) => sorted[i].bound || 0, "number"),
    column("allowed", (i) => sorted[i].allowed, null, "number"),
    column("verdict", verdict, (i) => rank(sorted[i]), "kind"),
  ], sorted.length, 20);
}
