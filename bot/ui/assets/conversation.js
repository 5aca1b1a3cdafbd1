// Runs once, when the conversation appears. Gradio gives `element`, `trigger` and `watch`.
// Text never becomes markup here: the server sends all HTML, escaped.

const opened = new Set(); // ids of unfolded details; a new answer redraws the conversation
let edited = null; // {number, text}: the question that is being edited
let chosen = null; // {number, word}: the question that is asked again, and the word of it that was pressed, if any
let focused = ""; // the id of what had the focus in here when the conversation was redrawn

const numberOf = (node) => Number(node.closest(".fn-exchange").dataset.number);
const exchangeOf = (number) => document.getElementById(`fn-exchange-${number}`);

function openCitation(button) {
  element.querySelectorAll("button[aria-current]").forEach((old) => old.removeAttribute("aria-current"));
  button.setAttribute("aria-current", "true");
  if (window.footnoteLastCitation === button.id) window.footnoteShowSource?.(); // equal HTML is not drawn again
  window.footnoteLastCitation = button.id;
  trigger("open_citation", { ...button.dataset });
}

window.footnoteAsk = (question) => trigger("ask_example", { question });

function choose(button, event) {
  chosen = { number: numberOf(button), word: button.dataset.word };
  trigger(event, chosen);
}

// Editing a question: its form is drawn, hidden, under each.

function showForm(number, text) {
  const form = exchangeOf(number)?.querySelector(".fn-edit-form");
  if (!form) return;
  const box = form.querySelector("textarea");
  if (edited) hideForm();
  edited = { number, text: text ?? box.value };
  exchangeOf(number).classList.add("fn-editing");
  form.hidden = false;
  box.value = edited.text;
  box.focus();
  box.setSelectionRange(box.value.length, box.value.length);
}

function hideForm() {
  const exchange = exchangeOf(edited.number);
  edited = null;
  exchange?.classList.remove("fn-editing");
  const form = exchange?.querySelector(".fn-edit-form");
  if (!form) return;
  form.hidden = true;
  form.reset();
  exchange.querySelector(".fn-edit").focus();
}

function send(form) {
  const question = form.querySelector("textarea").value;
  if (!question.trim()) return;
  edited.isSent = true;
  trigger("edit_question", { number: edited.number, question });
}

function rate(button) {
  trigger("rate", { number: numberOf(button), rank: Number(button.dataset.rank), opinion: button.dataset.opinion });
}

const actions = {
  rate,
  "start over": () => trigger("start_over", {}),
  save: (button) => trigger("save_as", { form: button.dataset.form }),
  edit: (button) => showForm(numberOf(button)),
  cancel: () => hideForm(),
  without: (button) => choose(button, "search_without"),
  with: (button) => choose(button, "search_with"),
  again: (button) => choose(button, "ask_again"),
};

element.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  if (button.dataset.document !== undefined) openCitation(button);
  else if (button.dataset.question !== undefined) window.footnoteAsk(button.dataset.question);
  else actions[button.dataset.action]?.(button);
});

element.addEventListener("submit", (event) => {
  event.preventDefault();
  send(event.target);
});

element.addEventListener("input", (event) => {
  if (edited && event.target.matches(".fn-edit-form textarea")) edited.text = event.target.value;
});

element.addEventListener("keydown", (event) => {
  if (!event.target.matches(".fn-edit-form textarea") || event.isComposing) return;
  if (event.key === "Escape") hideForm();
  if (event.key !== "Enter" || event.shiftKey) return;
  event.preventDefault();
  send(event.target.form);
});

element.addEventListener(
  "toggle",
  (event) => {
    if (event.target.open) opened.add(event.target.id);
    else opened.delete(event.target.id);
  },
  true, // toggle does not bubble
);

document.addEventListener("focusin", (event) => {
  focused = element.contains(event.target) ? event.target.id : "";
});

// After each drawing: what was unfolded, marked, edited and focused is so again; what is new is told and in sight.

function restore() {
  for (const details of element.querySelectorAll("details")) details.open = opened.has(details.id);
  document.getElementById(window.footnoteLastCitation)?.setAttribute("aria-current", "true");
  if (focused && document.activeElement === document.body) document.getElementById(focused)?.focus();
}

function restoreEdited(isRefused) {
  if (!edited) return;
  const { number, text, isSent } = edited;
  edited = null;
  if (!isSent || isRefused) showForm(number, text);
}

function tell(exchange) {
  const told = [...exchange.querySelectorAll(".fn-care p, .fn-level, .fn-remark, .fn-problem")];
  document.getElementById("fn-status").textContent = told.map((part) => part.textContent).join("\n");
}

/** Whether the drawing is of a question that was asked again; then what was pressed has the focus again. */
function restoreChosen() {
  const exchange = chosen && exchangeOf(chosen.number);
  if (!exchange) return false;
  if (exchange.querySelector("[aria-busy]")) {
    document.getElementById("fn-status").textContent = ""; // so that equal words are told again
    return true;
  }
  const chip = chosen.word && exchange.querySelector(`.fn-chip[data-word="${CSS.escape(chosen.word)}"]`);
  const place = chip || (exchange.querySelector(".fn-again") ?? exchange.querySelector(".fn-edit"));
  place?.focus({ preventScroll: true });
  place?.scrollIntoView({ block: "nearest" });
  tell(exchange);
  chosen = null;
  return true;
}

const stateOf = (all) =>
  [all.length, all.at(-1)?.querySelector(".fn-question").textContent, !!all.at(-1)?.querySelector("[aria-busy]")].join(" ");
let drawn = stateOf([]);

watch("value", () => {
  const all = [...element.querySelectorAll(".fn-exchange")];
  const hint = element.querySelector(".fn-hint");
  const before = drawn;
  drawn = stateOf(all);
  if (all.length === 0) opened.clear();
  restore();
  restoreEdited(hint !== null);
  if (!element.querySelector("[aria-busy]")) trigger("settled", {});
  if (hint) {
    chosen = null;
    hint.scrollIntoView({ block: "nearest" });
  } else if (!restoreChosen() && drawn !== before && all.length > 0) {
    all.at(-1).scrollIntoView({ block: "start" });
    tell(all.at(-1));
  }
});
