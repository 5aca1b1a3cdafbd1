// The login can end while the page is open. When the server gave no answer, ask whether that is why, and say so; what
// was typed stays on the page. Served beside every page, it does nothing where nobody logs in.

(() => {
  const note = () => document.getElementById("fn-login-ended");

  window.footnoteCheckLogin = async () => {
    if (!note()) return;
    const answer = await fetch("footnote/waiting", { headers: { Accept: "application/json" } });
    note().hidden = answer.status !== 401;
  };

  // Back from the tab in which the reader has logged in again.
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden && note()?.hidden === false) window.footnoteCheckLogin().catch(() => {});
  });
})();
