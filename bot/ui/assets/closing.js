// Escape closes Gradio's panel on the API, as it does our own dialogs; the focus goes back to what opened it.

document.addEventListener("keydown", (event) => {
  const panel = event.key === "Escape" && document.querySelector(".api-docs[role=dialog]");
  if (!panel) return;
  panel.querySelector(".backdrop")?.click();
  document.querySelector("footer .show-api")?.focus();
});
