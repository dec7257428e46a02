/* Looks every few seconds whether a publication that is being registered has gone on, and then
   shows the page anew.  Without this script one reloads it. */

(() => {
  "use strict";
  const PAUSE = 3000; // milliseconds
  const MOST = 100; // times
  const before = document.querySelector("[data-moves]")?.dataset.moves;
  if (!before) return;
  const writing = () => document.activeElement?.matches("input, textarea, select");
  let times = 0;

  async function look() {
    times += 1;
    if (!document.hidden && !writing()) {
      const answer = await fetch(`${location.pathname}.json`).catch(() => undefined);
      const told = answer?.ok ? await answer.json() : undefined;
      if (told && told.state !== before) return location.replace(location.pathname);
    }
    if (times < MOST) setTimeout(look, PAUSE);
  }

  setTimeout(look, PAUSE);
})();
