// Runs once, when the conversation appears. Gradio gives `element`, `props`, `trigger` and `watch`. The value says which
// exchanges to draw anew, how many there are, and what stands after them; what it does not name stays as it is.
// Text never becomes markup here: the server sends all HTML, escaped.

const pane = element.querySelector(".fn-conversation");
const status = () => document.getElementById("fn-status");
const opened = new Set(); // ids of unfolded details, for when their exchange is drawn anew
let edited = null; // {number, text}: the question that is being edited
let open = null; // {number, question, word, isSent}: what waits for its answer; the word of it that was pressed, if any
let focused = ""; // the id of what had the focus in here when it was drawn anew

const all = () => [...pane.querySelectorAll(".fn-exchange")];
const numberOf = (node) => Number(node.closest(".fn-exchange").dataset.number);
const exchangeOf = (number) => document.getElementById(`fn-exchange-${number}`);

function openCitation(button) {
  element.querySelectorAll("button[aria-current]").forEach((old) => old.removeAttribute("aria-current"));
  button.setAttribute("aria-current", "true");
  if (window.footnoteLastCitation === button.id) window.footnoteShowSource?.(); // equal HTML is not drawn again
  window.footnoteLastCitation = button.id;
  trigger("open_citation", { ...button.dataset });
}

// Asking. The question stands there at once; the server draws it anew with its answer.

/** Whether it is asked; it is not while another one is open, and the reader is told so. */
function ask(event, wanted) {
  if (open) {
    hint(window.footnoteSay("Your last question is still being answered."));
    return false;
  }
  if (wanted.question?.toWellFormed) wanted.question = wanted.question.toWellFormed(); // no half of a character is sent
  open = { ...wanted, isSent: false };
  window.footnoteQuestion.open(wanted.question);
  drawOpen();
  window.footnoteTurns.take(() => {
    open.isSent = true;
    trigger(event, { word: wanted.word, chosen: window.footnoteChoice.sent(), ...window.footnoteAsked(wanted) });
  });
  return true;
}

const askAnew = (question) => ask("ask_question", { question });
const askAgain = (button, event) => ask(event, { number: numberOf(button), word: button.dataset.word ?? "" });
window.footnoteAsk = askAnew;

window.footnoteAskedNothing = () => {
  if (!open) hint(window.footnoteSay("Type a question first, then press Enter."));
};

function hint(words) {
  const note = document.createElement("p");
  note.className = "fn-hint";
  note.setAttribute("role", "status");
  note.textContent = words;
  pane.querySelector(".fn-hint")?.remove();
  pane.append(note);
  note.scrollIntoView({ block: "nearest" });
}
window.footnoteHint = hint;

const afterAll = () => [...pane.children].filter((child) => !child.matches(".fn-exchange"));

function drawOpen() {
  afterAll().forEach((child) => child.remove());
  status().textContent = ""; // so that equal words are told again
  const asked = exchangeOf(open.number);
  if (open.question !== undefined) drawQuestion(open.number ?? all().length + 1);
  else if (asked) drawBusy(asked);
}

function waitingExchange() {
  return element.querySelector(".fn-waiting-template").content.firstElementChild.cloneNode(true);
}

function drawQuestion(number) {
  const exchange = waitingExchange();
  exchange.id = `fn-exchange-${number}`;
  exchange.dataset.number = number;
  exchange.setAttribute("aria-label", window.footnoteSay("Question {number}", { number }));
  exchange.querySelector(".fn-question").textContent = open.question;
  removeFrom(number);
  pane.append(exchange);
  exchange.scrollIntoView({ block: "start" });
}

/** The old answer stands, dimmed, until the new one takes its place; a sentence why there was none does not. */
function drawBusy(exchange) {
  exchange.querySelectorAll(".fn-edit, .fn-edit-form").forEach((node) => node.remove());
  const reply = exchange.querySelector(".fn-reply");
  reply.setAttribute("aria-busy", "true");
  if (reply.querySelector(".fn-problem")) reply.replaceChildren(waitingExchange().querySelector(".fn-pending"));
}

const removeFrom = (number) =>
  all().forEach((exchange) => Number(exchange.dataset.number) >= number && exchange.remove());

// No answer will come: the server failed, or was never reached. What is really there is drawn anew.
window.footnoteNoAnswer = () => {
  if (!open?.isSent) return;
  open = null;
  window.footnoteQuestion.back();
  drawAnew();
};

const drawAnew = () => window.footnoteDrawAll();

// Editing a question: its form is drawn, hidden, under each.

function showForm(number, text) {
  const form = exchangeOf(number)?.querySelector(".fn-edit-form");
  if (!form) return;
  const box = form.querySelector("textarea");
  if (edited) hideForm();
  edited = { number, text: text ?? box.value };
  exchangeOf(number).classList.add("fn-editing");
  form.hidden = false;
  sayLost();
  box.value = edited.text;
  box.focus();
  box.setSelectionRange(box.value.length, box.value.length);
}

/** What sending the question that is being edited takes away. */
function sayLost() {
  const form = edited && exchangeOf(edited.number)?.querySelector(".fn-edit-form");
  if (!form) return;
  const later = all().length - edited.number;
  const lost = form.querySelector(".fn-lost");
  lost.hidden = later === 0;
  lost.textContent = later && window.footnoteSayCount(later, "The question after it goes.", "The {count} questions after it go.");
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
  const question = form.querySelector("textarea").value.trim();
  if (!question) return;
  const { number } = edited;
  if (ask("ask_question", { number, question })) edited = null;
}

function rate(button) {
  const { rank, opinion } = button.dataset;
  const number = numberOf(button);
  window.footnoteTurns.take(() =>
    trigger("rate", { number, rank: Number(rank), opinion, count: all().length, exchange: window.footnoteKept(number) }),
  );
}

const actions = {
  rate,
  "start over": () => window.footnoteTurns.take(() => trigger("start_over", {})),
  save: (button) => trigger("save_as", { form: button.dataset.form, exchanges: window.footnoteKept() }),
  edit: (button) => showForm(numberOf(button)),
  cancel: () => hideForm(),
  without: (button) => askAgain(button, "search_without"),
  with: (button) => askAgain(button, "search_with"),
  again: (button) => askAgain(button, "ask_question"),
};

element.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button || event.detail > 1) return; // the second of a double click is none
  if (button.dataset.document !== undefined) openCitation(button);
  else if (button.dataset.question !== undefined) askAnew(button.dataset.question);
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
  if (event.isComposing || !event.target.closest(".fn-edit-form")) return;
  if (event.key === "Escape") hideForm();
  if (event.key !== "Enter" || event.shiftKey || !event.target.matches("textarea")) return;
  event.preventDefault();
  if (!event.repeat) send(event.target.form);
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

// Drawing. What was unfolded, marked, edited and focused is so again; what is new is told and in sight.

function parsed(html) {
  const holder = document.createElement("template");
  holder.innerHTML = html;
  return holder.content;
}

function put(number, html) {
  const exchange = parsed(html).firstElementChild;
  const old = exchangeOf(number);
  if (old) old.replaceWith(exchange);
  else pane.append(exchange);
  for (const details of exchange.querySelectorAll("details")) details.open = opened.has(details.id);
}

/** Draw what the server says; an exchange that it takes for drawn may be missing, where it did not do as it was asked. */
function draw({ count, exchanges, ending }) {
  const numbers = Object.keys(exchanges).map(Number); // in rising order
  afterAll().forEach((child) => child.remove());
  if (numbers.length === count) removeFrom(1);
  for (const number of numbers) put(number, exchanges[number]);
  removeFrom(count + 1);
  pane.append(parsed(ending));
  if (!open && (all().length !== count || pane.querySelector("[aria-busy]"))) drawAnew();
  if (count === 0) opened.clear();
  restore();
  if (edited && numbers.includes(edited.number)) showForm(edited.number, edited.text);
  else sayLost();
}

function restore() {
  document.getElementById(window.footnoteLastCitation)?.setAttribute("aria-current", "true");
  if (focused && document.activeElement === document.body) document.getElementById(focused)?.focus();
}

function tell(exchange) {
  const told = [...exchange.querySelectorAll(".fn-care p, .fn-level, .fn-remark, .fn-problem")];
  status().textContent = told.map((part) => part.textContent).join("\n");
}

/** Where a question was asked again, the focus goes to what was pressed, or to what stands in its place. */
function showAgain(exchange, word) {
  const chip = word && exchange.querySelector(`.fn-chip[data-word="${CSS.escape(word)}"]`);
  const place = chip || (exchange.querySelector(".fn-again") ?? exchange.querySelector(".fn-edit"));
  place?.focus({ preventScroll: true });
  place?.scrollIntoView({ block: "nearest" });
  tell(exchange);
}

function showLast() {
  const last = all().at(-1);
  last?.scrollIntoView({ block: "start" });
  if (last) tell(last);
}

function show({ exchanges, kept }, answered) {
  const said = pane.querySelector(".fn-hint");
  const again = answered && answered.question === undefined && exchangeOf(answered.number);
  if (said) said.scrollIntoView({ block: "nearest" });
  else if (again) showAgain(again, answered.word);
  else if (answered || Object.keys(exchanges).length > Object.keys(kept).length) showLast(); // it was opened
}

watch("value", () => {
  const told = JSON.parse(props.value);
  const answered = open?.isSent ? open : null;
  if (answered) open = null;
  draw(told);
  show(told, answered);
  if (open) drawOpen(); // it was asked while something else was under way, and comes next
  setTimeout(() => {
    window.footnoteKeep?.(told); // once the drawing is to be seen
    if (answered) window.footnoteQuestion.settled();
    window.footnoteTurns.over();
  });
});

draw(JSON.parse(props.value));
window.footnoteTurns.over();
