// The box that questions are typed into. What is sent leaves it at once; nothing but the reader's own text ever comes
// back. Draft and open question stand in the tab's sessionStorage: a reload puts them into the box.

(() => {
  const DRAFT = "footnote.draft";
  const OPEN = "footnote.open";
  const AGAIN_MS = 50;
  const boxOf = () => document.querySelector("#fn-question textarea");

  function attempt(action) {
    try {
      return action();
    } catch {
      return null; // a browser may refuse its storage; then the text ends with the page
    }
  }

  const read = (key) => attempt(() => sessionStorage.getItem(key)) ?? "";
  const store = (key, text) =>
    attempt(() => (text ? sessionStorage.setItem(key, text) : sessionStorage.removeItem(key)));

  /** As if it were typed, so that Gradio knows of it; its own setter would not tell. */
  function put(text) {
    const box = boxOf();
    Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, "value").set.call(box, text);
    box.dispatchEvent(new Event("input", { bubbles: true }));
  }

  function submit() {
    const question = boxOf().value.trim();
    if (question && window.footnoteAsk(question)) put("");
    else if (!question) window.footnoteAskedNothing();
  }

  const together = (...texts) => texts.filter(Boolean).join("\n");

  window.footnoteQuestion = {
    /** Remember a question until its answer has come. */
    open: (question) => store(OPEN, question),
    settled: () => store(OPEN, ""),

    /** Give the reader the open question back, before what was typed since. */
    back() {
      const question = read(OPEN);
      store(OPEN, "");
      if (question) put(together(question, boxOf().value));
    },
  };

  document.addEventListener(
    "keydown",
    (event) => {
      if (!event.target.matches?.("#fn-question textarea") || event.isComposing) return;
      if (event.key !== "Enter" || event.shiftKey) return;
      event.preventDefault();
      if (!event.repeat) submit(); // held down, it asks once
    },
    true,
  );

  document.addEventListener("click", (event) => {
    if (event.target.closest?.("#fn-question button") && event.detail < 2) submit(); // the second of a double click is none
  });

  document.addEventListener("input", (event) => {
    if (event.target.matches?.("#fn-question textarea")) store(DRAFT, event.target.value);
  });

  const kept = together(read(OPEN), read(DRAFT));
  store(OPEN, "");
  store(DRAFT, kept);

  /** Put it into the box as soon as that is there, unless the reader was faster. */
  function restore() {
    const box = boxOf();
    if (!box) setTimeout(restore, AGAIN_MS);
    else if (box.value) store(DRAFT, box.value);
    else put(kept);
  }
  if (kept) restore();
})();
