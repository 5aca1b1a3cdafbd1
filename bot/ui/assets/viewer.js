// Runs once, when the source pane appears. Gradio gives `element`, `trigger` and `watch`.

element.addEventListener("click", (event) => {
  const button = event.target.closest('button[data-action="back"]');
  if (!button) return;
  const citation = document.getElementById(window.footnoteLastCitation);
  const target = citation || document.querySelector("#fn-question textarea, #fn-question input");
  if (!target) return;
  const folded = target.closest("details:not([open])");
  if (folded) folded.open = true;
  target.scrollIntoView({ block: "center" });
  target.focus({ preventScroll: true });
});

function show() {
  const title = element.querySelector("h2, .fn-problem");
  if (!title) return;
  const isBelow = window.matchMedia("(max-width: 899px)").matches;
  if (isBelow) element.scrollIntoView({ block: "start" });
  title.focus({ preventScroll: true });
  const text = element.querySelector(".fn-text");
  const cited = element.querySelector("mark.fn-cited");
  if (!text) return;
  const above = text.clientHeight / 4; // leave some of what comes before in sight
  text.scrollTop = cited
    ? text.scrollTop + cited.getBoundingClientRect().top - text.getBoundingClientRect().top - above
    : 0;
}

window.footnoteShowSource = show;
watch("value", show);
if (element.querySelector("mark.fn-cited")) show();
