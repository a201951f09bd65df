// What the pages of the web edition do by themselves. A question is answered on the page, and what
// gives its answer away waits for the guess. Guesses stay in this browser. Without scripts, a page
// shows everything.
"use strict";

// A page that is opened from a folder may not fetch others, and the search would, for excerpts.
if (location.protocol === "file:" && typeof DOCUMENTATION_OPTIONS !== "undefined") {
  DOCUMENTATION_OPTIONS.SHOW_SEARCH_SUMMARY = false;
}

// The page of results, opened without a word to look for, would be blank.
const results = document.getElementById("search-results");
if (results && !new URLSearchParams(location.search).get("q")?.trim()) {
  results.textContent = "Type what you look for into the field “Search”.";
}

const KEPT_UNDER = `guesses on ${location.pathname}`;
const NO_GUESS = "you did not guess";
const CLOSE = 0.1; // of what came out, as in course_utils/predictions.py
const REVEAL = /You did not guess\. It came out as: (.*?)\.(?= *$)/gm;

// Name → the guess; "" where the reader wanted to see without one.
const guesses = kept();
const questions = new Map();
const outcomes = new Map();

function kept() {
  try {
    return JSON.parse(localStorage.getItem(KEPT_UNDER)) ?? {};
  } catch {
    return {};
  }
}

function note(name, guess) {
  if (guess === undefined) delete guesses[name];
  else guesses[name] = guess;
  try {
    localStorage.setItem(KEPT_UNDER, JSON.stringify(guesses));
  } catch {
    // A browser that keeps nothing: the guess lasts as long as the page.
  }
  refresh();
}

function element(tag, attributes, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else made.setAttribute(name, value);
  }
  made.append(...children);
  return made;
}

function button(words, pressed) {
  return element("button", { type: "button", onclick: pressed }, words);
}

// The number that was typed, as predictions.as_number reads it; NaN for words.
function asNumber(typed) {
  let plain = typed.replace(/\s/g, "").replace("−", "-").replace(/%$/, "");
  const thousands = /^[-+]?\d{1,3}(,\d{3})+(\.\d*)?$/.test(plain);
  plain = thousands ? plain.replaceAll(",", "") : plain.replace(",", ".");
  return /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(plain) ? Number(plain) : NaN;
}

function verdict({ options, within }, guess, outcome) {
  if (options.length) {
    if (guess === outcome) return "✓ Right.";
    return options.includes(outcome) ? "✗ Not so." : "";
  }
  const came = asNumber(outcome);
  const miss = asNumber(guess) - came;
  if (Number.isNaN(miss)) return "";
  if (Math.abs(miss) <= Math.max(within, 1e-6 * Math.abs(came))) {
    return miss === 0 ? "✓ Right." : `✓ Right, to within ${within}.`;
  }
  const size = `too ${miss > 0 ? "high" : "low"} by ${Number(Math.abs(miss).toPrecision(6))}`;
  return Math.abs(miss) <= CLOSE * Math.abs(came) ? `≈ Close: ${size}.` : `✗ T${size.slice(1)}.`;
}

// A stored question becomes a form: its options, or a field for a number.
function ask(place) {
  const name = place.dataset.name;
  const words = place.querySelector("p").textContent.replace(/^Predict:\s*/, "");
  const options = [...place.querySelectorAll("li")].map((item) => item.textContent);
  const said = element("p", { "aria-live": "polite" });
  const fields = options.length ? choices(name, options) : typed(name, said);
  const way = element("p", { class: "way" });
  const legend = element("legend", {}, element("strong", {}, "Predict:"), ` ${words}`);
  const form = element("fieldset", { id: `guess-${name}` }, legend, ...fields, said, way);
  place.replaceChildren(form);
  questions.set(name, { words, options, within: Number(place.dataset.within), form, said, way });
}

function choices(name, options) {
  return options.map((option) => {
    const input = element("input", { type: "radio", name, value: option });
    input.checked = guesses[name] === option;
    input.addEventListener("change", () => note(name, option));
    return element("label", { class: "choice" }, input, ` ${option}`);
  });
}

function typed(name, said) {
  const id = `number-${name}`;
  const field = element("input", { id, type: "text", inputmode: "decimal", autocomplete: "off",
    placeholder: "type a number", value: guesses[name] ?? "" });
  const take = () => {
    const guess = field.value.trim();
    if (!guess) return;
    if (!Number.isNaN(asNumber(guess))) note(name, guess);
    else said.textContent = `“${guess}” is no number, so it is not noted. Type digits: 1234, or 0.25.`;
  };
  field.addEventListener("keydown", (event) => event.key === "Enter" && take());
  return [element("p", {}, element("label", { for: id }, "Guess: "), field, " ",
    button("Note it", take))];
}

const classesOf = (cell, start) => [...cell.classList]
  .filter((one) => one.startsWith(`tag_${start}-`)).map((one) => one.slice(start.length + 5));

// The cells whose outputs wait, each with a line in their place.
function makeWait(cell) {
  const names = classesOf(cell, "answers").filter((name) => questions.has(name));
  const missing = () => names.filter((name) => guesses[name] === undefined);
  const link = element("a", {}, "your guess");
  const show = button("Show without guessing", () => missing().forEach((name) => note(name, "")));
  cell.append(element("p", { class: "waiting" }, "The output waits for ", link, ". ", show));
  return () => {
    const [first] = missing();
    cell.classList.toggle("guessed", first === undefined);
    if (first !== undefined) link.href = `#guess-${first}`;
  };
}

// A cell that reveals has stored that nobody guessed.
function makeReveal(cell) {
  const names = classesOf(cell, "reveals");
  const texts = [...cell.querySelectorAll(".cell_output pre")]
    .map((place) => ({ place, stored: place.textContent }))
    .filter(({ stored }) => stored.match(REVEAL));
  let at = 0;
  for (const text of texts) {
    text.names = [...text.stored.matchAll(REVEAL)].map(([, outcome]) => {
      outcomes.set(names[at], outcome);
      return names[at++];
    });
  }
  return () => {
    for (const { place, stored, names: here } of texts) {
      const left = [...here];
      place.textContent = stored.replace(REVEAL, (line, outcome) => {
        const name = left.shift();
        const guess = guesses[name];
        if (!guess || !questions.has(name)) return line;
        const compared = verdict(questions.get(name), guess, outcome);
        return `You guessed: ${guess}. It came out as: ${outcome}. ${compared}`.trim();
      });
    }
  };
}

// The table of all questions, as it stands for this reader.
function makeReplay(cell) {
  const named = new Map([...questions].map(([name, { words }]) => [words, name]));
  const rows = [...cell.querySelectorAll("tr")].filter((row) =>
    row.cells.length === 4 && named.has(row.cells[0].textContent));
  return () => {
    for (const row of rows) {
      const name = named.get(row.cells[0].textContent);
      const guess = guesses[name];
      const outcome = outcomes.get(name);
      if (outcome === undefined) continue;
      row.cells[1].textContent = guess || NO_GUESS;
      row.cells[2].textContent = guess === undefined ? "not revealed yet" : outcome;
      row.cells[3].textContent = guess ? verdict(questions.get(name), guess, outcome) : "";
    }
  };
}

function refreshQuestions() {
  for (const [name, { form, said, way }] of questions) {
    const guess = guesses[name];
    if (guess) said.textContent = `Noted: ${guess}. What came out stands below.`;
    else said.textContent = guess === "" ? "Shown without a guess. You may still make one." : "";
    const clear = () => {
      for (const input of form.querySelectorAll("input")) {
        if (input.type === "radio") input.checked = false;
        else input.value = "";
      }
      note(name, undefined);
    };
    way.replaceChildren(guess === undefined
      ? button("Show without guessing", () => note(name, ""))
      : button("Ask me again", clear));
  }
}

const refreshers = [];

function refresh() {
  for (const one of refreshers) one();
  reachable();
}

// What moves sideways can be moved by the keys, too.
function reachable() {
  for (const one of document.querySelectorAll("pre, .table-wrapper, .formula, .text_html")) {
    if (one.scrollWidth > one.clientWidth) one.tabIndex = 0;
  }
}

document.querySelectorAll(".prediction").forEach(ask);
refreshers.push(refreshQuestions);
for (const [kind, make] of [["waits", makeWait], ["replays", makeReplay]]) {
  document.querySelectorAll(`.cell.tag_${kind}`).forEach((cell) => refreshers.push(make(cell)));
}
document.querySelectorAll('.cell[class*="tag_reveals-"]').forEach((cell) => {
  refreshers.push(makeReveal(cell));
});
refresh();
window.addEventListener("resize", reachable);
