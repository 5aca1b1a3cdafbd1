// The question box has the focus as soon as it is there, but not where the panes stand one below the other: it would
// scroll past the head of the page, and bring up the keyboard of a phone.

if (window.matchMedia("(min-width: 900px)").matches) {
  new MutationObserver((_, observer) => {
    const box = document.querySelector("#fn-question textarea");
    if (!box) return;
    observer.disconnect();
    if (document.activeElement === document.body) box.focus({ preventScroll: true });
  }).observe(document.documentElement, { childList: true, subtree: true });
}
