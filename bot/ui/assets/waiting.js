// Asks the server once a second what there is to wait for: questions of others, and at first the encoder.
// Nothing is asked once that is loaded and nobody waits. Text never becomes markup here.

(() => {
  const EVERY_MS = 1000;
  let isWarmingUp = true; // as far as is known

  const show = (node, words) => {
    if (node && node.textContent !== words) node.textContent = words;
  };

  const look = async () => {
    const pending = document.querySelector(".fn-pending");
    if (!pending && !isWarmingUp) return;
    const answer = await fetch("footnote/waiting", { headers: { Accept: "application/json" } });
    if (!answer.ok) return;
    const { words, warming_up } = await answer.json();
    isWarmingUp = warming_up !== "";
    const note = document.getElementById("fn-warming-up");
    show(note, warming_up);
    if (note) note.hidden = !isWarmingUp;
    if (!pending?.isConnected) return;
    pending.dataset.first ??= pending.textContent; // what it said before anybody else came
    show(pending, words || pending.dataset.first);
    if (words) show(document.getElementById("fn-status"), words);
  };

  const lookAgain = () => look().catch(() => {}).then(() => setTimeout(lookAgain, EVERY_MS)); // the page says when it lost the server
  setTimeout(lookAgain, EVERY_MS / 4);
})();
