/* The lists of the form of a publication: its buttons without leaving the page, and drag.

   Entries are read in the order in which they stand, whatever their numbers, so moving one
   moves its element.  What happened is said in #announced.  Other scripts hear of a change by
   the event "input", of Datasets that moved by "editor:order". */

(() => {
  "use strict";
  const form = document.getElementById("editor");
  if (!form) return;
  const said = document.getElementById("announced");
  const listOf = (part) => part.querySelector(".entries, .chosen");
  const entriesOf = (part) => [...listOf(part).children];

  function announce(text) {
    said.textContent = "";
    setTimeout(() => (said.textContent = text), 50);
  }

  function capital(text) {
    return text[0].toUpperCase() + text.slice(1);
  }

  /* Whom an entry tells of, as far as it says. */
  function called(entry) {
    const title = entry.querySelector(".chosen-title");
    if (title) return title.textContent.trim();
    const fields = [...entry.querySelectorAll("input[type=text], input[type=email]")];
    return fields.find((field) => field.value.trim())?.value.trim() ?? "";
  }

  function renumber(part) {
    entriesOf(part).forEach((entry, place) => {
      for (const one of entry.querySelectorAll("[data-counter]")) one.textContent = place + 1;
    });
  }

  function changed(part, text) {
    renumber(part);
    announce(text);
    const name = part.dataset.part === "datasets" ? "editor:order" : "input";
    form.dispatchEvent(new Event(name));
  }

  function placed(part, entry) {
    const entries = entriesOf(part);
    const name = [capital(part.dataset.one), called(entry)].filter(Boolean).join(" ");
    changed(part, `${name} is number ${entries.indexOf(entry) + 1} of ${entries.length}`);
  }

  function move(part, entry, step, button) {
    const other = step < 0 ? entry.previousElementSibling : entry.nextElementSibling;
    if (!other) return announce(step < 0 ? "It is the first already" : "It is the last already");
    step < 0 ? other.before(entry) : other.after(entry);
    button.focus();
    placed(part, entry);
  }

  function remove(part, entry) {
    const next = entry.nextElementSibling ?? entry.previousElementSibling;
    const name = [capital(part.dataset.one), called(entry)].filter(Boolean).join(" ");
    entry.remove();
    const place = next?.querySelector(".entry-buttons button:last-child");
    (place ?? part.querySelector(".more button")).focus();
    changed(part, `${name} is removed`);
  }

  function add(part) {
    const numbers = entriesOf(part).map((entry) => Number(entry.dataset.number));
    const number = Math.max(-1, Number(part.dataset.last ?? -1), ...numbers) + 1;
    part.dataset.last = number;
    const text = part.querySelector("template").innerHTML.replaceAll("__number__", number);
    listOf(part).insertAdjacentHTML("beforeend", text);
    const entry = listOf(part).lastElementChild;
    grip(part, entry);
    renumber(part);
    entry.querySelector("select, input:not([type=hidden])").focus();
    announce(`${capital(part.dataset.one)} ${entriesOf(part).length}, empty`);
  }

  form.addEventListener("click", (event) => {
    const button = event.target.closest("button[name=do]");
    const part = button?.closest("[data-part]");
    if (!part) return;
    const entry = button.closest(".entry");
    const words = button.value.split(" ");
    const what = words[0] === "dataset" ? words[1] : words[0];
    if (what === "up" || what === "down") move(part, entry, what === "up" ? -1 : 1, button);
    else if (what === "remove") remove(part, entry);
    else if (what === "more" && entriesOf(part).length < Number(part.dataset.shown)) add(part);
    else return; // sent as it is: more entries than these come back as a table
    event.preventDefault();
  });

  /* A handle by which an entry is dragged, with a mouse or a finger. */
  function grip(part, entry) {
    if (!entry.querySelector(".entry-buttons")) return;
    const handle = document.createElement("span");
    handle.className = "handle";
    handle.setAttribute("aria-hidden", "true");
    handle.title = "Drag it to its place";
    handle.textContent = "⠿";
    entry.querySelector(".entry-buttons").prepend(handle);
    handle.addEventListener("pointerdown", (event) => drag(event, part, entry, handle));
  }

  function drag(event, part, entry, handle) {
    if (event.button) return;
    event.preventDefault();
    const before = entriesOf(part);
    handle.setPointerCapture(event.pointerId);
    entry.classList.add("held");
    const follow = (moved) => {
      const over = entriesOf(part).find((one) => {
        const box = one.getBoundingClientRect();
        const across = moved.clientX >= box.left && moved.clientX <= box.right;
        return one !== entry && across && moved.clientY >= box.top && moved.clientY <= box.bottom;
      });
      if (!over) return;
      const down = entry.compareDocumentPosition(over) & Node.DOCUMENT_POSITION_FOLLOWING;
      down ? over.after(entry) : over.before(entry);
    };
    const end = () => {
      entry.classList.remove("held");
      handle.removeEventListener("pointermove", follow);
      if (entriesOf(part).some((one, place) => one !== before[place])) placed(part, entry);
    };
    handle.addEventListener("pointermove", follow);
    handle.addEventListener("lostpointercapture", end, { once: true });
  }

  /* An organisation has no given name. */
  function kind(select) {
    const organisation = select.value === "Organizational";
    select.closest(".entry").classList.toggle("organisation", organisation);
  }

  form.addEventListener("change", (event) => {
    if (event.target.name?.endsWith("-kind")) kind(event.target);
  });
  for (const select of form.querySelectorAll("select[name$=-kind]")) kind(select);
  for (const part of form.querySelectorAll("[data-part]")) {
    if (listOf(part)) entriesOf(part).forEach((entry) => grip(part, entry));
  }
})();
