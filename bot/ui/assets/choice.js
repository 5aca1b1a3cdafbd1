// Runs once. Gradio gives `props`; the value, which goes with every question, says which documents are asked.

window.footnoteSendChoice = () => {
  props.value = window.footnoteChoice.sent();
};
window.footnoteSendChoice();
