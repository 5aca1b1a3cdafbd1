// Runs once, when the conversation appears. Gradio gives `element`, `trigger` and `watch`.
// Text never becomes markup here: the server sends all HTML, escaped.

const opened = new Set(); // ids of unfolded details; a new answer redraws the conversation

element.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  if (button.dataset.document !== undefined) {
    element.querySelectorAll("button[aria-current]").forEach((old) => old.removeAttribute("aria-current"));
    button.setAttribute("aria-current", "true");
    if (window.footnoteLastCitation === button.id) window.footnoteShowSource?.(); // equal HTML is not drawn again
    window.footnoteLastCitation = button.id;
    trigger("open_citation", { ...button.dataset });
  } else if (button.dataset.question !== undefined) {
    trigger("ask_example", { question: button.dataset.question });
  } else if (button.dataset.action === "start over") {
    trigger("start_over", {});
  }
});

element.addEventListener(
  "toggle",
  (event) => {
    if (event.target.open) opened.add(event.target.id);
    else opened.delete(event.target.id);
  },
  true, // toggle does not bubble
);

let settled = 0; // exchanges, and answers among them, that were drawn before

watch("value", () => {
  for (const details of element.querySelectorAll("details")) {
    details.open = opened.has(details.id);
  }
  const current = document.getElementById(window.footnoteLastCitation);
  if (current) current.setAttribute("aria-current", "true");

  const all = element.querySelectorAll(".fn-exchange");
  const before = settled;
  settled = all.length + element.querySelectorAll(".fn-level, .fn-remark, .fn-problem").length;
  if (all.length === 0) opened.clear();
  const hint = element.querySelector(".fn-hint");
  if (hint) hint.scrollIntoView({ block: "nearest" });
  if (hint || settled <= before) return;
  const last = all[all.length - 1];
  last.scrollIntoView({ block: "start" });
  const told = [...last.querySelectorAll(".fn-care p, .fn-level, .fn-remark")];
  document.getElementById("fn-status").textContent = told.map((part) => part.textContent).join("\n");
});
