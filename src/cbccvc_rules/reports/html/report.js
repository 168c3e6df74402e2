// Shows the data of this page. Everything goes into the page as text, never as markup; nothing is
// fetched. Tables show a page of rows at a time, so that a hundred thousand stay quick.
"use strict";

(() => {
  const GAP = "\u0001"; // stands in a frame for a word that differs
  const PRINTED = 3000; // rows of a table in print
  const data = JSON.parse(document.querySelector("script.data").textContent);
  const blocks = document.querySelectorAll("script.details");
  const lang = document.documentElement.lang;
  const collator = new Intl.Collator("vi", { numeric: true });
  const number = new Intl.NumberFormat(lang);
  const percent = new Intl.NumberFormat(lang, { style: "percent", maximumFractionDigits: 1 });

  // ------------------------------------------------------------------ words
  const say = (key, ...values) => data.words[key].replace(/\{(\d)\}/g, (_, at) => values[at]);

  function filled(frame, told, from) {
    const parts = frame.split(GAP);
    let said = parts[0];
    for (let at = 1; at < parts.length; at += 1) said += told[from + at - 1] + parts[at];
    return said;
  }

  const sentence = (packed, frames = data.frames) =>
    typeof packed === "number" ? frames[packed] : filled(frames[packed[0]], packed, 1);

  function linesOf(packed) {
    const run = data.runs[typeof packed === "number" ? packed : packed[0]];
    const lines = [];
    let next = 1;
    for (let at = 0; at < run.length; at += 2) {
      const frame = data.frames[run[at + 1]];
      lines.push([run[at], filled(frame, packed, next)]);
      next += frame.split(GAP).length - 1;
    }
    return lines;
  }

  // Without accents and case: đ is a letter of its own, which taking accents off leaves alone.
  const folded = (words) =>
    words.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/đ/g, "d");

  // --------------------------------------------------------------- elements
  function fill(it, attributes, children) {
    for (const [name, value] of Object.entries(attributes)) it.setAttribute(name, value);
    it.append(...children);
    return it;
  }
  const make = (name, attributes = {}, ...children) =>
    fill(document.createElement(name), attributes, children);
  const draw = (name, attributes = {}, ...children) =>
    fill(document.createElementNS("http://www.w3.org/2000/svg", name), attributes, children);

  function button(words, act, attributes = {}) {
    const it = make("button", { type: "button", ...attributes }, words);
    it.addEventListener("click", act);
    return it;
  }

  // Lines with depths: at depth 0 a heading or a line with its label, below it lists in lists.
  function outline(lines, heading = "h4") {
    const host = make("div", { class: "outline" });
    let open = [];
    lines.forEach(([depth, said], at) => {
      if (depth === 0) {
        const leads = at + 1 < lines.length && lines[at + 1][0] > 0;
        const cut = said.indexOf(": ");
        open = [];
        if (leads) host.append(make(heading, {}, said));
        else if (cut < 0) host.append(make("p", {}, said));
        else host.append(make("p", {}, make("b", {}, said.slice(0, cut + 1)), said.slice(cut + 1)));
        return;
      }
      while (open.length && open[open.length - 1].depth > depth) open.pop();
      let last = open[open.length - 1];
      if (!last || last.depth < depth) {
        const list = make("ul");
        (last ? last.list.lastElementChild : host).append(list);
        last = { depth, list };
        open.push(last);
      }
      last.list.append(make("li", {}, said.replace(/^[-·] /, "")));
    });
    return host;
  }

  // ----------------------------------------------------------------- tables
  // Where each of many values stands among them, words by the Vietnamese alphabet.
  function ranks(values) {
    const compare = typeof values[0] === "string" ? collator.compare : (a, b) => a - b;
    const sorted = [...new Set(values)].sort(compare);
    const rank = new Map(sorted.map((value, at) => [value, at]));
    return values.map((value) => rank.get(value));
  }

  // columns: {title, cell(i), value(i) to sort by, class}; detail(i): what a row opens to, if opens(i).
  function table(caption, columns, count, size, detail = null, opens = () => true) {
    const all = Array.from({ length: count }, (_, at) => at);
    const ranked = new Map();
    const opened = new Set();
    let listed = all;
    let wanted = () => true;
    let sorted = { column: null, down: false };
    let page = 0;
    let printing = false;

    const heads = columns.map((column, at) => {
      const press = () => sortBy(at);
      const words = make("span", { class: column.value ? "printed" : "" }, column.title); // no button repeats in print
      const head = make("th", { scope: "col", class: column.class || "" }, words);
      if (column.value) head.prepend(button(column.title, press, { title: say("sorted") }));
      return head;
    });
    const body = make("tbody");
    const status = make("p", { role: "status", "aria-live": "polite", class: "status" });
    const note = make("p", { class: "print-note" });
    const at = make("span", { class: "at" });
    const back = button("‹", () => turn(page - 1), { "aria-label": say("previous") });
    const on = button("›", () => turn(page + 1), { "aria-label": say("next") });
    const sizes = make("select", { "aria-label": say("per_page") });
    for (const one of [size, size * 4, size * 20]) sizes.append(make("option", { value: one }, number.format(one)));
    sizes.addEventListener("change", () => turn(0));
    const pager = make("nav", { class: "pager", "aria-label": caption }, back, at, on, sizes);

    const pages = () => Math.max(1, Math.ceil(listed.length / Number(sizes.value)));

    function rowOf(index) {
      const cells = columns.map((column) => make("td", { class: column.class || "" }, column.cell(index)));
      const row = make("tr", {}, ...cells);
      if (detail && opens(index)) {
        const toggle = button("", () => (opened.has(index) ? close(index) : open(index)), {
          class: "toggle",
          "aria-expanded": opened.has(index),
          "aria-label": `${say("said")}: ${cells[1].textContent}`,
        });
        cells[0].prepend(toggle);
        row.toggle = toggle;
        row.addEventListener("click", (event) => {
          const reading = String(getSelection()) || event.target.closest("button");
          if (!reading) toggle.click();
        });
      }
      row.index = index;
      return row;
    }
    const detailOf = (index) =>
      make("tr", { class: "detail" }, make("td", { colspan: columns.length }, detail(index)));

    function open(index) {
      const row = [...body.children].find((one) => one.index === index);
      opened.add(index);
      row.toggle.setAttribute("aria-expanded", true);
      row.after(detailOf(index));
    }
    function close(index) {
      const row = [...body.children].find((one) => one.index === index);
      opened.delete(index);
      row.toggle.setAttribute("aria-expanded", false);
      row.nextElementSibling.remove();
    }

    function show() {
      const length = printing ? PRINTED : Number(sizes.value);
      const first = printing ? 0 : page * length;
      const rows = [];
      for (const index of listed.slice(first, first + length)) {
        rows.push(rowOf(index));
        if (opened.has(index)) rows.push(detailOf(index));
      }
      if (!rows.length) rows.push(make("tr", {}, make("td", { colspan: columns.length }, say("none"))));
      body.replaceChildren(...rows);
      status.textContent = say("shown", number.format(listed.length), number.format(count));
      at.textContent = say("page_of", number.format(page + 1), number.format(pages()));
      back.disabled = page === 0;
      on.disabled = page + 1 >= pages();
      pager.hidden = count <= size;
      const cut = printing && listed.length > PRINTED;
      note.textContent = cut ? say("print_limit", number.format(PRINTED), number.format(listed.length)) : "";
    }
    function turn(to) {
      page = to;
      show();
    }
    function list() {
      listed = all.filter(wanted);
      if (sorted.column !== null) {
        const rank = ranked.get(sorted.column);
        const sign = sorted.down ? -1 : 1;
        listed.sort((a, b) => sign * (rank[a] - rank[b]) || a - b);
      }
      turn(0);
    }
    function sortBy(column) {
      if (!ranked.has(column)) ranked.set(column, ranks(all.map(columns[column].value)));
      sorted = { column, down: sorted.column === column && !sorted.down };
      heads.forEach((head, at_) => head.removeAttribute("aria-sort"));
      heads[column].setAttribute("aria-sort", sorted.down ? "descending" : "ascending");
      list();
    }

    addEventListener("beforeprint", () => {
      printing = true;
      show();
    });
    addEventListener("afterprint", () => {
      printing = false;
      show();
    });
    show();
    const whole = make("table", {}, make("caption", {}, caption), make("thead", {}, make("tr", {}, ...heads)), body);
    return {
      sortBy,
      node: make("div", {}, status, make("div", { class: "wide" }, whole), note, pager),
      filter(test) {
        wanted = test;
        list();
      },
      openPage() {
        for (const row of [...body.children]) if (row.toggle && !opened.has(row.index)) open(row.index);
      },
      closeAll() {
        opened.clear();
        show();
      },
    };
  }

  // ----------------------------------------------------------------- charts
  function gradeBar(counts, names) {
    const whole = counts.reduce((sum, one) => sum + one, 0) || 1;
    const told = names.map((name, at) => `${name}: ${counts[at]}`).filter((_, at) => counts[at]);
    const bar = draw("svg", { viewBox: "0 0 1000 16", preserveAspectRatio: "none", role: "img", "aria-label": told.join("; ") });
    let from = 0;
    counts.forEach((count, at) => {
      const width = (count * 1000) / whole;
      if (count) bar.append(draw("rect", { x: from, y: 0, width, height: 16, class: `grade${at}` }, draw("title", {}, `${names[at]}: ${count}`)));
      from += width;
    });
    return bar;
  }

  function shareBar(one, most) {
    const at = (thousandths) => Math.min(1000, (thousandths * 1000) / most);
    const told = `${one.percent}; ${say("limit")} ${one.limit}`;
    const bar = draw("svg", { viewBox: "0 0 1000 16", preserveAspectRatio: "none", role: "img", "aria-label": told });
    bar.append(draw("title", {}, told), draw("rect", { x: 0, y: 0, width: 1000, height: 16, class: "ground" }));
    if (one.share) {
      const [least, greatest] = one.share.map(at); // the same, but where a cell is not told
      bar.append(draw("rect", { x: 0, y: 3, width: least, height: 10, class: one.verdict }));
      bar.append(draw("rect", { x: least, y: 3, width: greatest - least, height: 10, class: `${one.verdict} maybe` }));
    }
    if (one.bound !== null) bar.append(draw("rect", { x: at(one.bound) - 3, y: 0, width: 6, height: 16, class: "limit" }));
    return bar;
  }

  function gradesChart(grades) {
    const whole = grades.whole.reduce((sum, one) => sum + one, 0) || 1;
    const most = Math.max(1, ...grades.whole);
    const rows = grades.names.flatMap((name, at) => {
      const count = grades.whole[at];
      if (!count && at > 3) return [];
      const bar = draw("svg", { viewBox: "0 0 1000 16", preserveAspectRatio: "none", "aria-hidden": "true" });
      bar.append(draw("rect", { x: 0, y: 0, width: (count * 1000) / most, height: 16, class: `grade${at}` }));
      const key = make("span", { class: `key grade${at}` });
      return [make("tr", {}, make("th", { scope: "row" }, key, name), make("td", { class: "bar" }, bar),
        make("td", { class: "number" }, number.format(count)), make("td", { class: "number" }, percent.format(count / whole)))];
    });
    return make("table", { class: "spread" }, make("caption", {}, say("grades")), make("tbody", {}, ...rows));
  }

  function sharesTable(shares) {
    const bounds = shares.map((one) => one.bound || 0);
    const most = Math.min(1000, Math.max(250, ...shares.map((one) => (one.share || [0, 0])[1]), ...bounds) * 1.1);
    const order = { broken: 0, unknown: 1, kept: 2, not_applicable: 3 };
    const verdicts = { broken: "violation", unknown: "unknown", kept: "kept", not_applicable: "not_applicable" };
    const sorted = shares.slice().sort((a, b) => order[a.verdict] - order[b.verdict] || (a.spare || 0) - (b.spare || 0));
    const share = (i) => (sorted[i].share || [0])[0];
    const column = (key, value) => ({ title: say(key), cell: (i) => sorted[i][key], value: (i) => sorted[i][value] || 0, class: "number" });
    return table(say("shares"), [
      { title: say("group"), cell: (i) => sorted[i].group, value: (i) => sorted[i].group },
      { title: say("chart"), cell: (i) => shareBar(sorted[i], most), value: share, class: "bar" },
      { title: say("given"), cell: (i) => `${sorted[i].given} (${sorted[i].percent})`, value: share, class: "number" },
      { title: say("base"), cell: (i) => sorted[i].base, class: "number" },
      column("limit", "bound"),
      { title: say("allowed"), cell: (i) => sorted[i].allowed, class: "number" },
      { title: say("verdict"), cell: (i) => stateMark(stateAt[verdicts[sorted[i].verdict]]), value: (i) => order[sorted[i].verdict], class: "kind" },
    ], sorted.length, 20);
  }

  // ------------------------------------------------------------------- rows
  const [STATE, RULE, WHO, UNIT, SAID, CITES, CONTESTED] = [0, 1, 2, 3, 4, 5, 6];
  const stateAt = Object.fromEntries(data.states.map(([name], at) => [name, at]));
  const stateMark = (at) => make("span", { class: `state ${data.states[at][0]}` }, data.states[at][1]);

  function unitName(at) {
    if (at < 0) return "";
    const [id, name] = data.units[at];
    return name ? `${name} (${id})` : id || say("no_unit");
  }
  function ruleName(at) {
    const [rule, title] = data.rules[at];
    return title ? `${title} [${rule}]` : rule;
  }

  // What a search looks through, made when the first search is: frames are folded once each.
  let searched = null;
  function haystacks() {
    if (searched) return searched;
    const frames = data.frames.map(folded);
    const units = data.units.map((_, at) => folded(unitName(at)));
    const rules = data.rules.map((_, at) => folded(ruleName(at)));
    const plain = /^[\u0000-\u007f]*$/;
    const said = (packed) => {
      const words = sentence(packed, frames);
      return plain.test(words) ? words.toLowerCase() : folded(words);
    };
    searched = data.rows.map((row) => [said(row[WHO]), units[row[UNIT]] || "", said(row[SAID]), said(row[CITES]), rules[row[RULE]]].join("\n"));
    return searched;
  }

  function detailOf(at) {
    const block = blocks[Math.floor(at / data.block)];
    block.told = block.told || JSON.parse(block.textContent);
    return outline(linesOf(block.told[at % data.block]));
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

  const rows = data.rows;
  const BARE = ["data", "not_governed", "not_checkable"].map((name) => stateAt[name]); // nothing to open
  const findings = table(say("findings"), [
    { title: say("state"), cell: (i) => stateMark(rows[i][STATE]), value: (i) => rows[i][STATE], class: "kind" },
    { title: say("subject"), cell: (i) => sentence(rows[i][WHO]), value: (i) => sentence(rows[i][WHO]), class: "who" },
    { title: say("unit"), cell: (i) => unitName(rows[i][UNIT]), value: (i) => unitName(rows[i][UNIT]), class: "unit" },
    { title: say("said"), cell: (i) => saidCell(rows[i]), value: (i) => ruleName(rows[i][RULE]) },
  ], rows.length, 50, detailOf, (i) => !BARE.includes(rows[i][STATE]));
  findings.sortBy(STATE);

  // ---------------------------------------------------------------- filters
  function choice(key, options) {
    const it = make("select", { id: key }, make("option", { value: "" }, say("all")), ...options.map(([value, words]) => make("option", { value }, words)));
    it.addEventListener("change", refresh);
    return it;
  }
  const counts = data.states.map(() => 0);
  for (const row of rows) counts[row[STATE]] += 1;
  const named = (used, name) => [...used].filter((at) => at >= 0).map((at) => [at, name(at)]).sort((a, b) => collator.compare(a[1], b[1]));
  const used = (part) => new Set(rows.map((row) => row[part]));
  const state = choice("state", data.states.map(([, words], at) => [at, `${words} (${number.format(counts[at])})`]).filter(([at]) => counts[at]));
  const rule = choice("rule", named(used(RULE), ruleName));
  const unit = choice("unit", named(used(UNIT), unitName));
  const contested = make("input", { type: "checkbox", id: "contested" });
  contested.addEventListener("change", refresh);
  const search = make("input", { type: "search", id: "search", autocomplete: "off", spellcheck: "false" });
  let soon = 0;
  search.addEventListener("input", () => {
    clearTimeout(soon);
    soon = setTimeout(refresh, 120);
  });

  function refresh() {
    const terms = folded(search.value).split(/\s+/).filter(Boolean);
    const [inState, ofRule, inUnit] = [state, rule, unit].map((one) => (one.value === "" ? null : Number(one.value)));
    const stacks = terms.length ? haystacks() : null;
    findings.filter((at) => {
      const row = rows[at];
      return (inState === null || row[STATE] === inState)
        && (ofRule === null || row[RULE] === ofRule)
        && (inUnit === null || row[UNIT] === inUnit)
        && (!contested.checked || row[CONTESTED] === 1)
        && terms.every((term) => stacks[at].includes(term));
    });
  }
  function narrow(set) {
    clear();
    set();
    refresh();
    const place = document.getElementById("findings");
    place.scrollIntoView();
    place.focus({ preventScroll: true });
  }
  function clear() {
    for (const one of [state, rule, unit, search]) one.value = "";
    contested.checked = false;
  }

  // ------------------------------------------------------------- whole page
  const page = document.getElementById("page");
  const parts = [];
  function part(id, key, ...children) {
    parts.push([id, say(key)]);
    page.append(make("section", { id, tabindex: "-1", "aria-label": say(key) }, make("h2", {}, say(key)), ...children));
  }
  const field = (key, control) => make("label", {}, make("span", {}, say(key)), control);

  function unitsTable() {
    const tally = data.units.map(() => data.states.map(() => 0));
    for (const row of rows) if (row[UNIT] >= 0) tally[row[UNIT]][row[STATE]] += 1;
    const grades = new Map((data.grades ? data.grades.units : []).map(([at, ...told]) => [at, told]));
    const people = (at) => (grades.get(at) || []).reduce((sum, one) => sum + one, 0);
    const shown = data.states.map(([name], at) => at).filter((at) => at <= stateAt.waived && counts[at]);
    const spread = data.grades ? [
      { title: say("people"), cell: (i) => number.format(people(i)), value: people, class: "number" },
      { title: say("spread"), cell: (i) => (people(i) ? gradeBar(grades.get(i), data.grades.names) : ""), class: "bar" },
    ] : [];
    const name = (i) => button(unitName(i), () => narrow(() => { unit.value = i; }), { class: "link", title: say("show_unit") });
    return table(say("units"), [
      { title: say("unit"), cell: name, value: unitName },
      ...spread,
      ...shown.map((at) => ({ title: data.states[at][1], cell: (i) => number.format(tally[i][at]), value: (i) => tally[i][at], class: "number" })),
    ], data.units.length, 20);
  }

  function build() {
    const theme = button(say("theme"), () => {
      const root = document.documentElement;
      const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
      root.dataset.theme = dark ? "light" : "dark";
    });
    const contents = make("nav", { class: "contents", "aria-label": say("contents") });
    page.append(make("header", {}, make("h1", {}, document.title), make("div", { class: "tools" }, theme, button(say("print"), () => print()))), contents);
    part("scope", "scope", outline(data.scope, "h3"));
    const cards = data.states.flatMap(([name, words], at) => (counts[at] ? [button("", () => narrow(() => { state.value = at; }), { class: `card ${name}` })] : []));
    data.states.filter((_, at) => counts[at]).forEach(([name, words], at) => cards[at].append(make("b", {}, number.format(counts[stateAt[name]])), words));
    part("overview", "overview", make("div", { class: "cards" }, ...cards), outline(data.sum.slice(0, -1)));
    if (data.grades) {
      part("grades", "grades", make("p", { class: "small" }, say("grades_note")), gradesChart(data.grades));
      part("shares", "shares", ...(data.shares.length ? [make("p", { class: "small" }, say("shares_note")), sharesTable(data.shares).node] : [make("p", {}, say("no_shares"))]));
    } else part("grades", "grades", make("p", {}, say("not_counted")));
    part("units", "units", unitsTable().node);
    const filters = make("form", { class: "filters", role: "search" }, field("search", search), field("state", state), field("unit", unit), field("rule", rule));
    if (rows.some((row) => row[CONTESTED])) filters.append(make("label", { class: "tick" }, contested, say("contested_only")));
    filters.append(make("div", { class: "tools" }, button(say("reset"), () => { clear(); refresh(); }), button(say("open_page"), findings.openPage), button(say("close_page"), findings.closeAll)));
    filters.addEventListener("submit", (event) => event.preventDefault());
    part("findings", "findings", filters, findings.node);
    if (data.more.length) part("more", "more", ...data.more.map((lines) => {
      const [[, heading], ...below] = lines;
      return make("details", {}, make("summary", {}, heading), outline(below));
    }));
    part("end", "end", make("p", { class: "small" }, say("made_by", ...data.made)), outline(data.sum));
    contents.append(...parts.map(([id, words]) => make("a", { href: `#${id}` }, words)));
    addEventListener("beforeprint", () => { for (const one of page.querySelectorAll("details")) one.open = true; });
  }
  build();
})();
