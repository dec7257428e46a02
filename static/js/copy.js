/* A button that copies, before each element that says what it holds (data-copy="citation").
   Without scripts there is none: the text can be selected.  What happened is said aloud. */

(() => {
  "use strict";

  const said = document.createElement("p");
  said.className = "unseen";
  said.setAttribute("role", "status");

  const select = (element) => {
    const range = document.createRange();
    range.selectNodeContents(element);
    const selection = window.getSelection();
    selection.removeAllRanges();
    selection.addRange(range);
  };

  /* The clipboard is there on secure pages only; elsewhere the text is left selected. */
  const copied = async (element) => {
    try {
      await navigator.clipboard.writeText(element.innerText.trim());
      return true;
    } catch {
      select(element);
      return document.execCommand("copy");
    }
  };

  const button = (element) => {
    const made = document.createElement("button");
    const what = element.dataset.copy;
    const label = `Copy the ${what}`;
    made.type = "button";
    made.className = "quiet copy";
    made.textContent = label;
    made.addEventListener("click", async () => {
      const done = await copied(element);
      made.textContent = done ? "Copied" : "Press Ctrl+C to copy";
      said.textContent = made.textContent;
      setTimeout(() => {
        made.textContent = label;
        said.textContent = "";
      }, 3000);
    });
    return made;
  };

  document.body.append(said);
  for (const element of document.querySelectorAll("[data-copy]")) {
    element.after(button(element));
  }
})();
