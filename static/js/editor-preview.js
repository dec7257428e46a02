/* How the landing page will look: beside the form where there is room, else behind a tab.

   The frame is loaded when it is seen, and again whenever something was saved. */

(() => {
  "use strict";
  const editor = document.querySelector(".editor");
  const form = document.getElementById("editor");
  const aside = document.querySelector(".editor-preview");
  if (!form || !aside) return;
  const frame = aside.querySelector("iframe");
  let old = true; // what the frame shows
  let loading = false;

  function show() {
    if (!old || loading || !frame.offsetParent) return;
    old = false;
    loading = true;
    if (frame.src) frame.contentWindow.location.reload();
    else frame.src = frame.dataset.src;
  }

  frame.addEventListener("load", () => {
    loading = false;
    show();
  });

  function tab(name, looking) {
    const made = document.createElement("button");
    made.type = "button";
    made.textContent = name;
    made.setAttribute("role", "tab");
    made.setAttribute("aria-controls", looking ? "preview" : "editor");
    made.addEventListener("click", () => choose(looking));
    made.addEventListener("keydown", (event) => {
      if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
      event.preventDefault();
      choose(!editor.classList.contains("looking"));
      tabs.querySelector("[aria-selected=true]").focus();
    });
    return made;
  }

  function choose(looking) {
    editor.classList.toggle("looking", looking);
    [...tabs.children].forEach((one, place) => {
      const chosen = Boolean(place) === looking;
      one.setAttribute("aria-selected", String(chosen));
      one.tabIndex = chosen ? 0 : -1;
    });
    show();
  }

  const tabs = document.createElement("div");
  tabs.className = "tabs";
  tabs.setAttribute("role", "tablist");
  tabs.setAttribute("aria-label", "Form and preview");
  tabs.append(tab("Form", false), tab("Preview", true));
  aside.id = "preview";
  aside.hidden = false;
  editor.classList.add("beside");
  editor.prepend(tabs);
  choose(false);
  form.addEventListener("editor:saved", () => {
    old = true;
    show();
  });
  addEventListener("resize", show);
})();
