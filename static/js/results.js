/* The results page exchanges its content (htmx).  Whoever stood on something that is gone then,
   such as a link to the next page, goes on at the number of results; else they would stand
   before the whole page.  What is still there keeps the focus by its id, by htmx itself. */

document.addEventListener("htmx:afterSettle", (event) => {
  if (event.detail.boosted && document.activeElement === document.body) {
    document.getElementById("total")?.focus({ preventScroll: true });
  }
});
