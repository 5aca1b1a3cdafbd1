// Runs once, when the source pane appears. Gradio gives `element`, `trigger` and `watch`.
// Text never becomes markup here: the server sends all HTML, escaped, and each button carries the place that it shows.

const ZOOMS = [100, 150, 200, 300]; // of the width of the pane
let zoom = window.matchMedia("(max-width: 480px)").matches ? 2 : 0; // on a phone a whole page is too small to read
let wanted = null; // {key, stays}: the tool that has the focus after the next drawing, and whether the text stays put
let isMoreOpen = false; // what is folded below the tools
let kept = null; // {start, top}: where a piece of the text stood before it

const tell = (words) => {
  document.getElementById("fn-status").textContent = words;
};
const say = window.footnoteSay;
const viewer = () => element.querySelector(".fn-viewer");
const keyed = (key) => [...element.querySelectorAll("[data-key]")].find((node) => node.dataset.key === key);

// From one citation of the open answer to the next.

/** The citations of the answer that the open one is of, each span once, and the position of the open one. */
function citations() {
  const open = document.getElementById(window.footnoteLastCitation);
  const place = (button) => [button.dataset.document, button.dataset.start, button.dataset.end].join("\n");
  const firsts = new Map();
  for (const button of open?.closest(".fn-exchange")?.querySelectorAll("button[data-document]") ?? []) {
    if (!firsts.has(place(button))) firsts.set(place(button), button);
  }
  return { buttons: [...firsts.values()], position: open ? [...firsts.keys()].indexOf(place(open)) : -1 };
}

function showSteps() {
  const steps = element.querySelector(".fn-steps");
  const { buttons, position } = citations();
  if (!steps || position < 0 || buttons.length < 2) return;
  steps.hidden = false;
  steps.querySelector(".fn-count").textContent = say("{number} of {all}", { number: position + 1, all: buttons.length });
  steps.querySelector("[data-step='-1']").disabled = position === 0;
  steps.querySelector("[data-step='1']").disabled = position === buttons.length - 1;
}

function step(button) {
  const { buttons, position } = citations();
  const next = buttons[position + Number(button.dataset.step)];
  if (!next) return;
  next.click();
  wanted = { key: button.dataset.key };
  tell(say("Citation {number} of {all}", { number: buttons.indexOf(next) + 1, all: buttons.length }));
}

// Copying. Without a secure address browsers have no clipboard to write to, but take what is selected.

async function copy(button) {
  const text = button.dataset.copy;
  let isCopied = true;
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const box = document.createElement("textarea");
    box.value = text;
    box.className = "fn-visually-hidden";
    element.append(box);
    box.select();
    isCopied = document.execCommand("copy");
    box.remove();
    button.focus();
  }
  tell(isCopied ? say("Copied as {kind}.", { kind: button.dataset.kind }) : say("The browser does not let the page copy."));
  button.textContent = isCopied ? say("Copied") : say("Not copied");
  setTimeout(() => {
    button.textContent = button.dataset.kind;
  }, 2000);
}

// Searching.

function openFind(button) {
  const form = element.querySelector(".fn-find");
  form.hidden = false;
  button.setAttribute("aria-expanded", "true");
  form.elements.find.focus();
  form.elements.find.select();
}

function closeFind() {
  const close = element.querySelector(".fn-find [data-close]");
  if (close) return look(close);
  element.querySelector(".fn-find").hidden = true;
  const button = keyed("find");
  button.setAttribute("aria-expanded", "false");
  button.focus();
}

function search(form, isBack) {
  if (!form.elements.find.value.trim()) return;
  wanted = { key: "find box" };
  trigger("search", { place: viewer().dataset.place, find: form.elements.find.value, is_back: isBack });
}

// Looking elsewhere.

function look(button) {
  wanted = { key: button.dataset.key, stays: button.dataset.stay !== undefined };
  keep();
  trigger("look", { place: button.dataset.look });
}

/** What scrolls the text: its pane, or in a low window the page. */
const scroller = (pane) => (pane.scrollHeight > pane.clientHeight ? pane : document.scrollingElement);

function keep() {
  const pane = element.querySelector(".fn-text");
  const top = Math.max(pane.getBoundingClientRect().top, 0);
  const pieces = [...pane.querySelectorAll("[data-start]")];
  const first = pieces.find((piece) => piece.getBoundingClientRect().top >= top) ?? pieces.at(-1);
  kept = first && { start: first.dataset.start, top: first.getBoundingClientRect().top };
}

function putBack() {
  const piece = kept && element.querySelector(`[data-start="${Number(kept.start)}"]`);
  if (piece) scroller(element.querySelector(".fn-text")).scrollTop += piece.getBoundingClientRect().top - kept.top;
  return Boolean(piece);
}

function back() {
  const citation = document.getElementById(window.footnoteLastCitation);
  const target = citation || document.querySelector("#fn-question textarea, #fn-question input");
  if (!target) return;
  const folded = target.closest("details:not([open])");
  if (folded) folded.open = true;
  target.scrollIntoView({ block: "center" });
  target.focus({ preventScroll: true });
}

function showZoom(by) {
  zoom = Math.min(Math.max(zoom + by, 0), ZOOMS.length - 1);
  const sheet = element.querySelector(".fn-sheet");
  if (!sheet) return;
  sheet.style.width = `${ZOOMS[zoom]}%`;
  element.querySelector(".fn-zoom").textContent = `${ZOOMS[zoom]} %`;
  element.querySelector("[data-zoom='-1']").disabled = zoom === 0;
  element.querySelector("[data-zoom='1']").disabled = zoom === ZOOMS.length - 1;
}

element.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  const { look: place, copy: text, step: by, zoom: size, action } = button.dataset;
  if (place !== undefined) look(button);
  else if (text !== undefined) copy(button);
  else if (by !== undefined) step(button);
  else if (size !== undefined) {
    showZoom(Number(size));
    tell(say("{share} percent", { share: ZOOMS[zoom] }));
    aim();
  } else if (action === "find") openFind(button);
  else if (action === "back") back();
});

element.addEventListener("submit", (event) => {
  event.preventDefault();
  search(event.target, false);
});

element.addEventListener("keydown", (event) => {
  if (event.isComposing) return;
  const form = event.target.closest(".fn-find");
  if (event.key === "Escape" && (form || element.querySelector(".fn-find [data-close]"))) {
    event.preventDefault();
    closeFind();
  } else if (event.key === "Enter" && event.shiftKey && event.target.name === "find") {
    event.preventDefault();
    search(form, true);
  } else if (event.target.role === "tab" && ["ArrowLeft", "ArrowRight"].includes(event.key)) {
    event.preventDefault();
    [...element.querySelectorAll("[role=tab]")].find((tab) => tab !== event.target).click();
  }
});

element.addEventListener(
  "toggle",
  (event) => {
    if (event.target.matches(".fn-more")) isMoreOpen = event.target.open;
  },
  true, // toggle does not bubble
);

element.addEventListener(
  "error",
  (event) => {
    if (event.target.matches?.(".fn-picture")) element.querySelector(".fn-sheet .fn-problem").hidden = false;
  },
  true, // errors do not bubble
);

// A press elsewhere takes the focus where it belongs.
document.addEventListener("click", (event) => {
  if (!element.contains(event.target)) wanted = null;
}, true);

/** Bring what matters into sight, and leave some of what comes before. */
function aim() {
  const pane = element.querySelector(".fn-text");
  if (!pane) return;
  const target = element.querySelector("mark.fn-hit-now") ?? element.querySelector("mark.fn-cited, .fn-box");
  const moved = scroller(pane);
  if (!target) {
    if (moved === pane) pane.scrollTop = 0;
    return;
  }
  const [seen, edge] = [target.getBoundingClientRect(), pane.getBoundingClientRect()];
  moved.scrollTop += seen.top - (moved === pane ? edge.top : 0) - moved.clientHeight / 4;
  const [before, behind] = [seen.left - edge.left - 16, seen.right - edge.right + 16];
  pane.scrollLeft += before < 0 ? before : Math.min(before, Math.max(0, behind)); // the beginning stays in sight
}

function show() {
  const title = element.querySelector("h2, .fn-problem");
  if (!title || element.querySelector(".fn-viewer-empty h2")) return;
  const { key, stays } = wanted ?? {};
  wanted = null;
  showSteps();
  showZoom(0);
  const more = element.querySelector(".fn-more");
  if (more) more.open = isMoreOpen;
  const isBelow = window.matchMedia("(max-width: 899px)").matches;
  const tool = key && [keyed(key), keyed("find")].find((node) => node && !node.disabled && node.offsetParent);
  if (isBelow && !tool) element.scrollIntoView({ block: "start" });
  (tool || title).focus({ preventScroll: true });
  if (!(stays && putBack())) aim();
  const told = tool && element.querySelector(key.startsWith("find") || key.startsWith("hit") ? ".fn-found-count" : ".fn-printed .fn-count");
  if (told) tell(told.textContent);
}

window.footnoteShowSource = show;
watch("value", show);
if (element.querySelector(".fn-viewer h2")) show();
