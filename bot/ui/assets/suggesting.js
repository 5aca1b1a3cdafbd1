// Runs once, when the suggested questions appear. The conversation asks what is pressed.

element.addEventListener("click", (event) => {
  const button = event.target.closest("button[data-question]");
  if (button) window.footnoteAsk(button.dataset.question);
});
