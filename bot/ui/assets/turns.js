// One change of the conversation at a time: what is pressed meanwhile waits until the server has answered. So no
// drawing misses another, and no answer comes into a conversation that was left.

(() => {
  const waiting = [];
  let isBusy = true; // until the conversation's script is there to hear of the answer

  const next = () => {
    if (isBusy || waiting.length === 0) return;
    isBusy = true;
    waiting.shift()();
  };

  window.footnoteTurns = {
    /** Have `send` called, which asks the server for one change. */
    take(send) {
      waiting.push(send);
      next();
    },

    /** As take, before all that waits: what was begun is gone on with. */
    takeNext(send) {
      waiting.unshift(send);
      next();
    },

    /** The server has answered. */
    over() {
      isBusy = false;
      next();
    },

    /** The server could not answer; bot.ui.conversation_pane has it called. */
    failed() {
      window.footnoteNotOpened?.();
      window.footnoteNoAnswer?.();
      this.over();
    },
  };
})();
