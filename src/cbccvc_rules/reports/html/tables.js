// Tables that show a page of rows at a time, so that a hundred thousand stay quick.
"use strict";

const PRINTED = 3000; // rows of a table in print, unless every one is asked for

// Where each of many values stands among them, words by the Vietnamese alphabet.
function ranks(values) {
  const compare = typeof values[0] === "string" ? collator.compare : (a, b) => a - b;
  const sorted = [...new Set(values)].sort(compare);
  const rank = new Map(sorted.map((value, at) => [value, at]));
  return values.map((value) => rank.get(value));
}

// columns: {title, cell(i), value(i) to sort by, class}; a row opens to detail(i) if opens(i).
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
    // The heads of the next sheets in print repeat words, but no buttons.
    const words = make("span", { class: column.value ? "printed" : "" }, column.title);
    const head = make("th", { scope: "col", class: column.class || "" }, words);
    if (column.value) head.prepend(button(column.title, press, { title: say("sorted") }));
    return head;
  });
  const body = make("tbody");
  const status = make("p", { role: "status", "aria-live": "polite", class: "status" });
  const note = make("p", { class: "print-note" });
  const every = make("input", { type: "checkbox" });
  const everyRow = make("span");
  const printEvery = make("label", { class: "print-every" }, every, everyRow);
  const at = make("span", { class: "at" });
  const back = button("‹", () => turn(page - 1), { "aria-label": say("previous") });
  const on = button("›", () => turn(page + 1), { "aria-label": say("next") });
  const sizes = make("select", { "aria-label": say("per_page") });
  for (const one of [size, size * 4, size * 20]) {
    sizes.append(make("option", { value: one }, number.format(one)));
  }
  sizes.addEventListener("change", () => turn(0));
  const pager = make("nav", { class: "pager", "aria-label": caption }, back, at, on, sizes);

  const pages = () => Math.max(1, Math.ceil(listed.length / Number(sizes.value)));

  function rowOf(index) {
    const cells = columns.map((column) =>
      make("td", { class: column.class || "" }, column.cell(index)));
    const row = make("tr", {}, ...cells);
    if (detail && opens(index)) {
      const toggle = button("", () => (opened.has(index) ? close(index) : open(index)), {
        class: "toggle",
        "aria-expanded": opened.has(index),
        "aria-label": `${say("said")}: ${cells[1].textContent}`,
      });
      cells[0].prepend(toggle);
      row.className = "opens";
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
    const most = every.checked ? listed.length : PRINTED;
    const length = printing ? most : Number(sizes.value);
    const first = printing ? 0 : page * length;
    const rows = [];
    for (const index of listed.slice(first, first + length)) {
      rows.push(rowOf(index));
      if (opened.has(index)) rows.push(detailOf(index));
    }
    if (!rows.length) {
      rows.push(make("tr", {}, make("td", { colspan: columns.length }, say("none"))));
    }
    body.replaceChildren(...rows);
    status.textContent = say("shown", number.format(listed.length), number.format(count));
    at.textContent = say("page_of", number.format(page + 1), number.format(pages()));
    back.disabled = page === 0;
    on.disabled = page + 1 >= pages();
    pager.hidden = count <= size;
    printEvery.hidden = listed.length <= PRINTED;
    everyRow.textContent = say("print_every", number.format(listed.length), number.format(PRINTED));
    const cut = printing && listed.length > most;
    note.textContent = cut
      ? say("print_limit", number.format(PRINTED), number.format(listed.length)) : "";
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
    heads.forEach((head) => head.removeAttribute("aria-sort"));
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
  const top = make("thead", {}, make("tr", {}, ...heads));
  const whole = make("table", {}, make("caption", {}, caption), top, body);
  return {
    sortBy,
    node: make("div", {}, status, make("div", { class: "wide" }, whole), note, pager, printEvery),
    filter(test) {
      wanted = test;
      list();
    },
    openPage() {
      for (const row of [...body.children]) {
        if (row.toggle && !opened.has(row.index)) open(row.index);
      }
    },
    closeAll() {
      opened.clear();
      show();
    },
  };
}
