// A box for questions that is full takes no more, and browsers do not say so: what is pasted is cut at its limit.

{
  const say = window.footnoteSay;
  const BOXES = "#fn-question textarea, .fn-edit-form textarea";
  const check = ({ target }) => {
    const note = document.querySelector(".fn-full");
    if (!note || !target.matches?.(BOXES)) return;
    const isFull = target.maxLength > 0 && target.value.length >= target.maxLength;
    if (isFull !== note.hidden) return;
    const count = target.maxLength;
    note.textContent = isFull ? say("The box is full: it takes {count} characters. See how your question ends.", { count }) : "";
    note.hidden = !isFull;
  };
  for (const event of ["input", "keyup", "focusin"]) document.addEventListener(event, check); // keyup: Enter empties it
}
