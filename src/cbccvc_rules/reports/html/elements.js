// The data of the page, words made of it, and elements that hold text. What comes from the data
// goes into the page as text, never as markup; nothing is fetched.
"use strict";

const GAP = "\u0001"; // stands in a frame for a word that differs
const data = JSON.parse(document.querySelector("script.data").textContent);
const blocks = document.querySelectorAll("script.details");
const lang = document.documentElement.lang;
const collator = new Intl.Collator("vi", { numeric: true });
const number = new Intl.NumberFormat(lang);
const percent = new Intl.NumberFormat(lang, { style: "percent", maximumFractionDigits: 1 });

const say = (key, ...values) => data.words[key].replace(/\{(\d)\}/g, (_, at) => values[at]);

function filled(frame, told, from) {
  const parts = frame.split(GAP);
  let said = parts[0];
  for (let at = 1; at < parts.length; at += 1) said += told[from + at - 1] + parts[at];
  return said;
}

const frameOf = (at) => data.frames[at];
const sentence = (packed, frame = frameOf) =>
  typeof packed === "number" ? frame(packed) : filled(frame(packed[0]), packed, 1);

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
