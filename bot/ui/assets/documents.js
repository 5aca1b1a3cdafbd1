// Runs once, when the line under the question box appears. Gradio gives `element`, `props`, `trigger` and `watch`.
// Text never becomes markup here: the server sends all HTML, escaped, and what is made here is made of textContent.

const UPLOADS = "footnote/uploads";
const POLL_MS = 400;
const say = window.footnoteSay;
const sayCount = window.footnoteSayCount;

const dialog = element.querySelector("dialog");
const list = dialog.querySelector(".fn-list");
const filter = dialog.querySelector("#fn-filter");
const adding = dialog.querySelector(".fn-upload"); // null where nothing may be changed
const part = (name) => dialog.querySelector(name);

const left = new Set(window.footnoteChoice.now()?.left); // ids of documents that are not asked; new ones are
const unfolded = new Set(); // names of collections
let isSending = false;
let isPolling = false;
let isAwaited = false; // whether a build was begun whose end is to be told

// Choosing

const collections = () => [...list.querySelectorAll(".fn-collection")];
const itemsOf = (collection) => [...collection.querySelectorAll(".fn-one")];
const nameOf = (collection) => collection.querySelector(".fn-all").value;

/** How many documents of a collection are chosen: those that are not listed go with the whole. */
function chosenOf(collection) {
  const all = collection.querySelector(".fn-all");
  const isWhole = all.checked && !all.indeterminate;
  return isWhole ? Number(all.dataset.count) : itemsOf(collection).filter((box) => box.checked).length;
}

function drawBoxes() {
  for (const collection of collections()) {
    const boxes = itemsOf(collection);
    for (const box of boxes) box.checked = !left.has(box.value);
    const all = collection.querySelector(".fn-all");
    const checked = boxes.filter((box) => box.checked).length;
    all.checked = checked === boxes.length;
    all.indeterminate = checked > 0 && checked < boxes.length;
  }
}

function tellChoice(chosen, total) {
  const words = {
    [total]: sayCount(total, "Asking the one document", "Asking all {count} documents"),
    0: total === 0 ? say("There is no document to ask") : say("Asking no document: choose at least one"),
  };
  const some = say("Asking {chosen} of {all} documents", { chosen, all: total });
  element.querySelector(".fn-asking").textContent = words[chosen] ?? some;
  element.querySelector(".fn-documents").classList.toggle("fn-some", chosen !== total);
}

function choose() {
  drawBoxes();
  const all = collections();
  const total = Number(list.querySelector(".fn-collections").dataset.documents);
  const chosen = all.reduce((sum, collection) => sum + chosenOf(collection), 0);
  tellChoice(chosen, total);
  const whole = all.filter((each) => chosenOf(each) === Number(each.querySelector(".fn-all").dataset.count));
  const parts = all.filter((each) => !whole.includes(each));
  const boxes = parts.flatMap(itemsOf).filter((box) => box.checked);
  const names = { collections: whole.map(nameOf), documents: boxes.map((box) => box.value) };
  window.footnoteChoice.put(parts.length === 0 ? null : { ...names, left: [...left], chosen, total });
}

/** Forget what the library holds no more; when nothing of the choice is there, all are asked, and that is said. */
function forgetGone() {
  const ids = new Set(collections().flatMap(itemsOf).map((box) => box.value));
  const names = new Set(collections().map(nameOf));
  const { collections: whole = [], documents = [] } = window.footnoteChoice.now() ?? {};
  const isSome = whole.length + documents.length > 0;
  const isGone = isSome && !whole.some((name) => names.has(name)) && !documents.some((id) => ids.has(id));
  for (const id of left) if (isGone || !ids.has(id)) left.delete(id);
  tellGone(isGone && names.size > 0);
}

function tellGone(isGone) {
  const note = element.querySelector(".fn-gone");
  note.textContent = isGone ? say("The documents you had chosen are no longer there, so all are asked.") : "";
  note.hidden = !isGone;
}

function set(boxes, isChosen) {
  for (const box of boxes) {
    if (isChosen) left.delete(box.value);
    else left.add(box.value);
  }
  tellGone(false);
  choose();
}

const shown = () => collections().flatMap(itemsOf).filter((box) => !box.closest("li").hidden);

// Filtering and folding

function fold(collection, isOpen) {
  const button = collection.querySelector('[data-action="fold"]');
  button.setAttribute("aria-expanded", String(isOpen));
  button.textContent = isOpen ? say("Hide") : say("Show");
  collection.querySelector("ul").hidden = !isOpen;
}

function drawFilter() {
  const words = filter.value.toLowerCase().split(/\s+/).filter(Boolean);
  let count = 0;
  for (const collection of collections()) {
    let inside = 0;
    for (const item of collection.querySelectorAll("li")) {
      const text = item.dataset.words.toLowerCase();
      item.hidden = !words.every((word) => text.includes(word));
      if (!item.hidden) inside += 1;
    }
    count += inside;
    collection.hidden = inside === 0;
    fold(collection, words.length > 0 || unfolded.has(nameOf(collection)));
  }
  const isFiltered = words.length > 0;
  part('[data-action="all"]').textContent = isFiltered ? say("Select these") : say("Select all");
  part('[data-action="none"]').textContent = isFiltered ? say("Leave these out") : say("Select none");
  part(".fn-shown").textContent = isFiltered ? say("{count} found", { count }) : "";
}

// Sending files, one after the other, each as the plain body of a request

function progress(words, done, total) {
  part(".fn-progress-words").textContent = words;
  const bar = adding.querySelector("progress");
  bar.hidden = words === "";
  bar.max = Math.max(total, 1);
  bar.value = done;
}

/** Why a request was refused: by the routes of uploads, or by the guard before them. */
const problemIn = (answer) => answer?.problem || answer?.detail;

function complain(name, sentence) {
  const item = document.createElement("li");
  item.className = "fn-problem";
  item.textContent = sentence.startsWith(name) ? sentence : `${name}: ${sentence}`;
  part(".fn-unsent").append(item);
}

function send(file, words) {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.open("POST", `${UPLOADS}/file`);
    request.setRequestHeader("Content-Type", "application/octet-stream");
    request.setRequestHeader("Footnote-Name", encodeURIComponent(file.name));
    request.responseType = "json";
    request.upload.onprogress = (event) => progress(words, event.loaded, event.total);
    request.onload = () => resolve(request.status === 200 ? "" : problemIn(request.response) || say("could not be sent."));
    request.onerror = () => resolve(say("The connection broke off; upload it again."));
    request.send(file);
  });
}

async function sendAll(files) {
  if (isSending || files.length === 0) return;
  isSending = true;
  part(".fn-unsent").replaceChildren();
  part(".fn-standing").replaceChildren();
  part(".fn-ended").textContent = "";
  let sent = 0;
  for (const [i, file] of files.entries()) {
    const words = say("Sending {number} of {count}: {name}", { number: i + 1, count: files.length, name: file.name });
    progress(words, 0, 1);
    const problem = await send(file, words);
    if (problem) complain(file.name, problem);
    else sent += 1;
  }
  isSending = false;
  progress("", 0, 1);
  if (sent) await change("build");
  else part(".fn-ended").textContent = say("No file was taken.");
}

/** Have something changed, and follow the build that it takes. */
async function change(what, name = "") {
  const headers = name ? { "Footnote-Name": encodeURIComponent(name) } : {};
  let problem = say("Footnote cannot be reached; is it still running?");
  try {
    const answer = await fetch(`${UPLOADS}/${what}`, { method: "POST", headers });
    problem = answer.ok ? "" : problemIn(await answer.json());
  } catch {
    // said below
  }
  if (problem) part(".fn-ended").textContent = problem;
  else await follow(true);
}

/** Show how far the build is until it has ended; `isNews` when its end is to be told. */
async function follow(isNews) {
  isAwaited ||= isNews;
  if (isPolling) return;
  isPolling = true;
  let wasBusy = false;
  try {
    for (;;) {
      wasBusy ||= isAwaited;
      isAwaited = false;
      const standing = await (await fetch(UPLOADS)).json();
      if (isAwaited) continue; // what came may be of before the build
      if (!standing.is_busy) {
        if (!isSending) progress("", 0, 1);
        part(".fn-standing").innerHTML = standing.html;
        if (wasBusy || standing.is_problem) part(".fn-ended").textContent = standing.words;
        if (wasBusy) trigger("list_documents", {});
        break;
      }
      wasBusy = true;
      if (!isSending) progress(standing.words, standing.done, standing.total);
      await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    }
  } catch {
    progress("", 0, 1);
    part(".fn-ended").textContent = say("Footnote cannot be reached; is it still running?");
  }
  isPolling = false;
}

/** The files of a drop; folders are said, and not taken. */
function filesOf(transfer) {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry?.());
  const files = [...transfer.files];
  return files.filter((file) => !entries.some((entry) => entry?.isDirectory && entry.name === file.name));
}

// Removing

function button(text, action) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "fn-quiet";
  made.dataset.action = action;
  made.textContent = text;
  return made;
}

function confirmRemoval(item) {
  item.querySelector('[data-action="remove"]').hidden = true;
  const question = document.createElement("div");
  question.className = "fn-confirm";
  question.setAttribute("role", "group");
  question.setAttribute("aria-label", say("Remove this document?"));
  const words = document.createElement("span");
  words.textContent = say("Its file will be deleted.");
  question.append(words, button(say("Delete it"), "delete"), button(say("Keep it"), "keep"));
  item.append(question);
  question.querySelector("button").focus();
}

function keep(item) {
  item.querySelector(".fn-confirm").remove();
  const remove = item.querySelector('[data-action="remove"]');
  remove.hidden = false;
  remove.focus();
}

async function remove(item) {
  item.querySelector(".fn-confirm").remove();
  part("h2").focus();
  await change("remove", item.querySelector(".fn-one").value);
}

function open() {
  if (!dialog.open) dialog.showModal();
  trigger("list_documents", {});
  if (!adding) return;
  if (!isSending) part(".fn-ended").textContent = "";
  follow(false);
}

const actions = {
  show: open,
  close: () => dialog.close(),
  all: () => set(shown(), true),
  none: () => set(shown(), false),
  fold: (pressed) => {
    const collection = pressed.closest(".fn-collection");
    const isOpen = pressed.getAttribute("aria-expanded") !== "true";
    if (isOpen) unfolded.add(nameOf(collection));
    else unfolded.delete(nameOf(collection));
    fold(collection, isOpen);
  },
  pick: () => adding.querySelector('input[type="file"]').click(),
  build: () => change("build"),
  remove: (pressed) => confirmRemoval(pressed.closest("li")),
  delete: (pressed) => remove(pressed.closest("li")),
  keep: (pressed) => keep(pressed.closest("li")),
};

element.addEventListener("click", (event) => {
  const pressed = event.target.closest("button");
  if (pressed) actions[pressed.dataset.action]?.(pressed);
});

element.addEventListener("input", (event) => {
  if (event.target === filter) drawFilter();
});

element.addEventListener("change", (event) => {
  const box = event.target;
  if (box.matches(".fn-one")) set([box], box.checked);
  else if (box.matches(".fn-all")) set(itemsOf(box.closest(".fn-collection")), box.checked);
  else if (box.type === "file") {
    sendAll([...box.files]);
    box.value = "";
  }
});

if (adding) {
  const hasFiles = (event) => event.dataTransfer?.types.includes("Files");
  document.addEventListener("dragover", (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault(); // or the browser would leave the page for the file
    if (!dialog.open) open();
    adding.classList.add("fn-dragged");
  });
  document.addEventListener("dragleave", (event) => {
    if (!event.relatedTarget) adding.classList.remove("fn-dragged");
  });
  document.addEventListener("drop", (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    adding.classList.remove("fn-dragged");
    const files = filesOf(event.dataTransfer);
    const folders = event.dataTransfer.files.length - files.length;
    sendAll(files);
    if (folders) complain(say("A folder"), say("drop the files in it, or build it with 'footnote build'."));
  });
}

watch("value", () => {
  const focused = list.contains(document.activeElement) ? document.activeElement.value : null;
  list.innerHTML = props.value; // from the server, escaped there
  drawFilter();
  if (list.querySelector(".fn-collections")) {
    forgetGone();
    choose();
  } // else it says why there is no list
  if (focused) list.querySelector(`input[value="${CSS.escape(focused)}"]`)?.focus();
});

// The question box stands above this line, however high it is.
new ResizeObserver(() => {
  document.getElementById("fn-chat").style.setProperty("--fn-line-height", `${element.offsetHeight}px`);
}).observe(element);

const chosenBefore = window.footnoteChoice.now();
if (chosenBefore) {
  tellChoice(chosenBefore.chosen, chosenBefore.total); // as far as is known until the list comes
  trigger("list_documents", {});
}
