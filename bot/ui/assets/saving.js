// Runs once. Gradio gives `props` and `watch`; the value is the file to save.

const KEPT_MS = 60_000; // for the browser to have taken all of it

watch("value", () => {
  if (!props.value) return;
  const { name, type, text, problem } = JSON.parse(props.value);
  if (problem) return window.footnoteHint(problem);
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), KEPT_MS);
  document.getElementById("fn-status").textContent = window.footnoteSay("Saved as {name}", { name });
});

window.footnoteNotSaved = () => window.footnoteHint(window.footnoteSay("This conversation could not be saved; try again."));
