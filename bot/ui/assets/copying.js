// Quoted words are copied as the document has them: the bars between the cells of a table too, and no header above it.

document.addEventListener("copy", (event) => {
  const selection = document.getSelection();
  const range = selection.rangeCount === 1 && selection.getRangeAt(0);
  const inside = range?.commonAncestorContainer;
  const quotation = (inside?.nodeType === Node.ELEMENT_NODE ? inside : inside?.parentElement)?.closest(":is(.fn-card, .fn-short) blockquote");
  if (!quotation || selection.isCollapsed) return;
  const copied = range.cloneContents();
  for (const header of copied.querySelectorAll("thead")) header.remove();
  event.clipboardData.setData("text/plain", copied.textContent);
  event.preventDefault();
});
