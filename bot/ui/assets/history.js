// Runs once, when the bar above the conversation appears. Gradio gives `element` and `trigger`.
// Each conversation is an item of its own in localStorage; which one a tab is in stands in its sessionStorage.
// Text never becomes markup here: what was kept is shown by textContent alone.

const PREFIX = "footnote.conversation.";
const CURRENT = "footnote.current";
const seen = new Map(); // key -> revision that this tab wrote or opened last
const branches = new Map(); // id of a conversation -> its key, where another tab has gone on with the one of that id
const PIECE_CHARS = 500_000; // opened at once; the server takes 2,000,000
const PIECE_COUNT = 200; // the server takes 1,000
const MOST_EARLIER = 50; // questions that the server takes with a new one
let now = { id: "", exchanges: [] }; // the conversation on the page, which nobody else knows
let format = 0; // in which the server gives and takes exchanges
let opening = null; // {key, item, format, exchanges, drawn, wanted}: how far the server has drawn what it was asked to
const say = window.footnoteSay;
const unique = () => `${Date.now().toString(36)}-${Math.random().toString(36).slice(2)}`;

const dialog = element.querySelector("dialog");
const list = dialog.querySelector("ul");
const said = dialog.querySelector(".fn-said");

// What is kept. A browser may refuse its storage altogether; then there is no history.

function attempt(action, otherwise) {
  try {
    return action();
  } catch {
    return otherwise;
  }
}

function read(key) {
  const item = attempt(() => JSON.parse(localStorage.getItem(PREFIX + key)), null);
  return item && typeof item.data === "string" && typeof item.title === "string" ? item : null;
}

function all() {
  const keys = attempt(() => Object.keys(localStorage).filter((name) => name.startsWith(PREFIX)), []);
  const items = keys.map((name) => [name.slice(PREFIX.length), read(name.slice(PREFIX.length))]);
  const kept = items.filter(([, item]) => item);
  return kept.sort(([a, one], [b, other]) => String(other.saved).localeCompare(String(one.saved)) || a.localeCompare(b));
}

const current = () => attempt(() => sessionStorage.getItem(CURRENT), null);
const nameOf = (item) => item.name || item.title;

function setCurrent(key) {
  attempt(() => (key ? sessionStorage.setItem(CURRENT, key) : sessionStorage.removeItem(CURRENT)));
}

/** Whether the item is kept now; the oldest others make room for it, and are named in `gone`. */
function write(key, item, gone) {
  try {
    localStorage.setItem(PREFIX + key, JSON.stringify(item));
    return true;
  } catch {
    const oldest = all().filter(([other]) => other !== key).at(-1);
    if (!oldest) return false;
    localStorage.removeItem(PREFIX + oldest[0]);
    gone.push(nameOf(oldest[1]));
    return write(key, item, gone);
  }
}

/** What the conversation's script was told to draw, with the exchanges that changed as they are to be kept. */
window.footnoteKeep = (told) => {
  format = told.format;
  if (opening) return goOn(told);
  if (told.count === 0) leave();
  now.exchanges.splice(told.count);
  for (const [number, exchange] of Object.entries(told.kept)) now.exchanges[number - 1] = exchange;
  if (Object.keys(told.kept).length) keep();
};

function leave() {
  now = { id: "", exchanges: [] };
  setCurrent(null);
}

// What the server is sent of the conversation, of which it keeps nothing itself.

/** One exchange, or all of them. */
window.footnoteKept = (number) =>
  JSON.stringify({ format, exchanges: number ? [now.exchanges[number - 1]] : now.exchanges });

/** A question: a new one, one in the place of that `number`, or, without words of its own, the one of that number again. */
window.footnoteAsked = ({ question, number = now.exchanges.length + 1 }) => {
  const again = question === undefined ? now.exchanges[number - 1] : null;
  const answered = now.exchanges.slice(0, number - 1).filter(({ answer }) => answer && !answer.remark);
  const earlier = answered.slice(-MOST_EARLIER);
  const asked = {
    question: question ?? again?.question ?? "",
    without: again?.without ?? [],
    pinned: again?.pinned ?? [],
    number,
    count: again ? now.exchanges.length : number,
    earlier: earlier.map((one) => one.question),
    last: earlier.at(-1)?.answer ?? null,
  };
  return { count: now.exchanges.length, asked: JSON.stringify(asked) };
};

function keep() {
  now.id ||= unique();
  const data = JSON.stringify({ format, conversation: now });
  let key = branches.get(now.id) ?? now.id;
  const before = read(key);
  if (before?.data === data) return;
  if (before && before.revision !== seen.get(key)) {
    key = unique(); // another tab has gone on with it: both ways are kept
    branches.set(now.id, key);
  }
  const revision = unique();
  const title = now.exchanges[0].question;
  const item = { title, name: read(key)?.name, saved: new Date().toISOString(), revision, data };
  const gone = [];
  const isKept = write(key, item, gone);
  if (isKept) seen.set(key, revision);
  setCurrent(isKept ? key : null);
  if (!isKept) notify(say("This browser has no room for this conversation, so it is not kept."));
  else if (gone.length) notify(say("This browser's room for conversations is full, so the oldest went: {titles}", { titles: gone.join("; ") }));
}

function notify(words) {
  const note = element.querySelector(".fn-room");
  note.textContent = words;
  note.hidden = !words;
}

// Opening, renaming, deleting.

function open(key) {
  const item = read(key);
  if (!item) return;
  const kept = attempt(() => JSON.parse(item.data), null);
  dialog.close();
  const exchanges = Array.isArray(kept?.conversation?.exchanges) ? kept.conversation.exchanges : [];
  window.footnoteTurns.take(() => drawFrom({ key, item, format: kept?.format, exchanges, drawn: 0 }));
}

/** All of the conversation on the page, once more. */
window.footnoteDrawAll = () => {
  if (opening) return;
  window.footnoteTurns.take(() => drawFrom({ key: "", format, exchanges: now.exchanges, drawn: 0 }));
};

/** Have the next piece of a conversation drawn, so that the server never holds much of it. */
function drawFrom(whole) {
  const piece = [];
  let chars = 0;
  for (const exchange of whole.exchanges.slice(whole.drawn)) {
    chars += JSON.stringify(exchange)?.length ?? 0;
    if (piece.length && (chars > PIECE_CHARS || piece.length >= PIECE_COUNT)) break;
    piece.push(exchange);
  }
  opening = { ...whole, wanted: whole.drawn + piece.length };
  trigger("open_conversation", {
    drawn: whole.drawn,
    count: whole.drawn || now.exchanges.length,
    exchanges: JSON.stringify({ format: whole.format, exchanges: piece }),
  });
}

function goOn({ refused }) {
  if (refused) return window.footnoteNotOpened();
  const whole = { ...opening, drawn: opening.wanted };
  if (whole.drawn < whole.exchanges.length) return window.footnoteTurns.takeNext(() => drawFrom(whole));
  opening = null;
  if (whole.key) hasOpened(whole);
}

// What could be drawn of it stands there, as a conversation of its own.
window.footnoteNotOpened = () => {
  if (opening?.key && opening.drawn) {
    leave();
    now.exchanges = opening.exchanges.slice(0, opening.drawn);
  }
  opening = null;
};

function hasOpened({ key, item, exchanges }) {
  now = { id: key, exchanges };
  branches.delete(key);
  seen.set(key, item.revision);
  setCurrent(key);
}

function startNew() {
  notify("");
  window.footnoteTurns.take(() => trigger("start_over", {}));
  document.querySelector("#fn-question textarea, #fn-question input")?.focus();
}

function rename(key, name) {
  const item = read(key);
  if (item && name.trim()) write(key, { ...item, name: name.trim() }, []);
  draw();
  row(key)?.querySelector('[data-action="rename"]').focus();
}

function remove(key) {
  const item = read(key);
  if (!item) return;
  const wasOpen = current() === key;
  localStorage.removeItem(PREFIX + key);
  if (wasOpen) startNew();
  draw();
  said.replaceChildren(`${say("Deleted: {title}", { title: nameOf(item) })} `, button(say("Undo"), "undo", () => restore(key, item, wasOpen)));
  said.querySelector("button").focus();
}

function restore(key, item, wasOpen) {
  write(key, item, []);
  draw();
  said.textContent = say("Back again: {title}", { title: nameOf(item) });
  if (wasOpen) open(key);
  else row(key)?.querySelector('[data-action="open"]').focus();
}

// The list.

const row = (key) => list.querySelector(`li[data-key="${CSS.escape(key)}"]`);

function button(words, action, press, label) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "fn-quiet";
  made.dataset.action = action;
  made.textContent = words;
  if (label) made.setAttribute("aria-label", label);
  made.addEventListener("click", press);
  return made;
}

function rowOf([key, item]) {
  const li = document.createElement("li");
  li.dataset.key = key;
  const opener = button("", "open", () => open(key));
  opener.className = "fn-kept";
  const name = document.createElement("span");
  name.textContent = nameOf(item);
  const date = document.createElement("time");
  date.dateTime = item.saved;
  date.textContent = new Date(item.saved).toLocaleString(document.documentElement.lang, { dateStyle: "medium", timeStyle: "short" });
  opener.append(name, date);
  if (current() === key) opener.setAttribute("aria-current", "true");
  li.append(
    opener,
    button(say("Rename"), "rename", () => askName(key, item), say("Rename {title}", { title: nameOf(item) })),
    button(say("Delete"), "delete", () => remove(key), say("Delete {title}", { title: nameOf(item) })),
  );
  return li;
}

function askName(key, item) {
  const form = document.createElement("form");
  const box = document.createElement("input");
  box.type = "text";
  box.maxLength = 200;
  box.value = nameOf(item);
  box.setAttribute("aria-label", say("New name"));
  const saver = button(say("Save"), "save", () => {});
  saver.type = "submit";
  form.append(box, saver);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    rename(key, box.value);
  });
  box.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.preventDefault(); // which would close the list
    rename(key, "");
  });
  row(key).replaceChildren(form);
  box.select();
}

function draw() {
  const kept = all();
  list.replaceChildren(...kept.map(rowOf));
  if (kept.length === 0) said.textContent = say("No conversation is kept yet.");
}

function show() {
  said.textContent = "";
  draw();
  dialog.showModal();
}

const actions = { new: startNew, show, close: () => dialog.close() };

element.addEventListener("click", (event) => {
  if (event.target === dialog) dialog.close(); // beside the list
  actions[event.target.closest("button")?.dataset.action]?.();
});

window.addEventListener("storage", () => {
  if (dialog.open && !list.querySelector("form")) draw();
});

if (current()) open(current());
