/* The results page exchanges its content (htmx).  Whoever stood on something that is gone then,
   such as a link to the next page, goes on at the number of results; else they would stand
   before the whole page.  What is still there keeps the focus by its id, by htmx itself. */

(() => {
  "use strict";

  document.addEventListener("htmx:afterSettle", (event) => {
    if (event.detail.boosted && document.activeElement === document.body) {
      document.getElementById("total")?.focus({ preventScroll: true });
    }
  });

  /* The menus of columns and exports close by Escape, and when one goes on elsewhere. */
  const close = (menu) => {
    const within = menu.contains(document.activeElement);
    menu.open = false;
    if (within) menu.querySelector("summary").focus();
  };

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.defaultPrevented) return;
    document.querySelectorAll(".menu[open]").forEach(close);
  });

  document.addEventListener("click", (event) => {
    for (const menu of document.querySelectorAll(".menu[open]")) {
      if (!menu.contains(event.target)) menu.open = false;
    }
  });
})();
