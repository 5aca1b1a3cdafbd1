// Which documents this tab asks, as long as not all. It stands in the tab's sessionStorage, as the conversation does
// that the tab is in: a reload gives it back, and another tab asks all until its reader chooses.

(() => {
  const KEY = "footnote.documents";
  let current = null; // {collections, documents, left, chosen, total}: names, ids, ids not asked, and two counts

  function attempt(action) {
    try {
      return action();
    } catch {
      return null; // a browser may refuse its storage; then the choice ends with the page
    }
  }

  const isChoice = (kept) => [kept?.collections, kept?.documents, kept?.left].every(Array.isArray);
  const kept = attempt(() => JSON.parse(sessionStorage.getItem(KEY)));
  if (isChoice(kept)) current = kept;

  window.footnoteChoice = {
    /** What is asked; null for all documents. */
    now: () => current,

    /** What goes with a question; "" for all documents. */
    sent: () => (current ? JSON.stringify({ collections: current.collections, documents: current.documents }) : ""),

    put(choice) {
      current = choice;
      attempt(() => sessionStorage.removeItem(KEY));
      if (choice) attempt(() => sessionStorage.setItem(KEY, JSON.stringify(choice)));
    },
  };
})();
