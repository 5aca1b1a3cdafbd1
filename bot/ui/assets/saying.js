// What scripts say, in the page's language: English stands in the code, `footnoteWords` (from bot.ui.look) the others.

(() => {
  const { language, words } = window.footnoteWords;
  document.documentElement.lang = language;

  /** The sentence `english` with `values` in its named places; numbers are written as the language does. */
  window.footnoteSay = (english, values = {}) =>
    (words[english] ?? english).replace(/\{(\w+)\}/g, (_, name) =>
      typeof values[name] === "number" ? values[name].toLocaleString(language) : values[name],
    );

  /** As footnoteSay, with the sentence for one or that for any other `{count}`. */
  window.footnoteSayCount = (count, one, many, values = {}) =>
    window.footnoteSay(count === 1 ? one : many, { count, ...values });

  // Another language leaves what else the address says as it is.
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.(".fn-languages a");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const address = new URL(window.location);
    address.searchParams.set("lang", link.lang);
    window.location.assign(address);
  });
})();
