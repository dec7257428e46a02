/* Saves a publication while it is written, and says what is to be mended beside its field.

   The whole form is sent as its buttons send it, with Accept: application/json.  Nothing is
   lost: where it can't be saved it says why, keeps what is in the form, and tries again. */

(() => {
  "use strict";
  const form = document.getElementById("editor");
  if (!form || "byHand" in form.dataset) return;
  const PAUSE = 1200; // milliseconds without a change before it saves
  const AGAIN = 10_000; // after which it tries again where nobody answered
  const status = document.getElementById("saved");
  const conflict = document.getElementById("conflict");
  let timer, running, order;
  let written; // the field that was written in last
  let changes = 0; // since the page came
  let kept = 0; // of these
  let stopped = false; // until somebody decides whose text is kept
  let leaving = false;

  const token = () => /(?:^|; )csrftoken=([^;]+)/.exec(document.cookie)?.[1] ?? "";

  function say(text, wrong, link) {
    if (status.textContent !== text) status.textContent = text;
    status.classList.toggle("wrong", Boolean(wrong));
    if (link) status.append(" ", link);
  }

  function changed() {
    changes += 1;
    if (!stopped) later(PAUSE);
  }

  function later(pause) {
    clearTimeout(timer);
    timer = setTimeout(save, pause);
  }

  function save() {
    clearTimeout(timer);
    if (running) return running.then(() => (changes > kept && !stopped ? save() : undefined));
    running = send().finally(() => (running = undefined));
    return running;
  }

  async function send() {
    const sent = changes;
    const body = new FormData(form);
    body.set("do", order ? "dataset order" : "auto");
    if (order) body.set("order", order);
    const asked = order;
    say("Saving …");
    let answer, told;
    try {
      answer = await fetch(form.action, {
        method: "POST",
        body,
        headers: { Accept: "application/json", "X-CSRFToken": token() },
      });
      told = await answer.json();
    } catch {
      say("Not saved: the portal doesn’t answer. It is tried again.", true);
      return later(AGAIN);
    }
    if (answer.ok) {
      kept = sent;
      if (order === asked) order = undefined;
      return saved(told);
    }
    if (answer.status === 409) return differ(told);
    const link = answer.status === 401 ? logIn() : undefined;
    say(`Not saved. ${told.error?.message ?? ""}`, true, link);
  }

  function saved(told) {
    form.elements.revision.value = told.revision;
    say(`Saved ${told.saved_at.slice(11, 16)} UTC`);
    for (const [field, panet] of Object.entries(told.techniques)) {
      const note = form.querySelector(`[data-technique="${CSS.escape(field)}"]`);
      if (note) note.textContent = panet;
    }
    mend(told.problems);
    if (told.problem) say(told.problem, true);
    form.dispatchEvent(new Event("editor:saved"));
  }

  /* Beside each field, and all of them at the end. */
  function mend(problems) {
    const wrong = new Map();
    for (const { field, message } of problems) {
      wrong.set(field, [...(wrong.get(field) ?? []), message]);
    }
    for (const place of form.querySelectorAll(".problem")) {
      const name = place.id.replace(/-problem$/, "");
      const text = (wrong.get(name) ?? []).join(" ");
      if (place.textContent !== text) place.textContent = text;
      const field = form.elements[name];
      if (!(field instanceof HTMLElement)) continue;
      text ? field.setAttribute("aria-invalid", "true") : field.removeAttribute("aria-invalid");
    }
    const items = problems.map(({ field, message }) => {
      const item = document.createElement("li");
      if (!field) return (item.textContent = message), item;
      const link = document.createElement("a");
      link.href = `#${field}`;
      link.textContent = message;
      item.append(link);
      return item;
    });
    document.getElementById("problems").replaceChildren(...items);
    document.getElementById("no-problems").hidden = items.length > 0;
  }

  function logIn() {
    const link = document.createElement("a");
    link.href = "/account/login";
    link.target = "_blank";
    link.textContent = "Log in";
    return link;
  }

  /* Somebody else saved: nothing is sent until it is said whose text is kept. */
  function differ(told) {
    stopped = true;
    conflict.dataset.revision = told.revision;
    const list = document.createElement("dl");
    list.className = "differences";
    for (const one of told.differences) list.append(difference(one));
    conflict.querySelector("[data-differences]").replaceChildren(list);
    const name = conflict.querySelector("strong");
    const by = told.by ? `: ${told.by}` : "";
    name.textContent = `Somebody else saved this publication while you wrote${by}.`;
    conflict.hidden = false;
    conflict.scrollIntoView({ block: "nearest" });
    say("Not saved: somebody else saved meanwhile.", true);
  }

  function difference({ label, lines }) {
    const made = document.createElement("div");
    const head = document.createElement("dt");
    head.textContent = label;
    const body = document.createElement("dd");
    for (const [sign, text] of lines) {
      const line = document.createElement({ gone: "del", new: "ins" }[sign] ?? "span");
      line.textContent = text;
      body.append(line);
    }
    made.append(head, body);
    return made;
  }

  conflict.addEventListener("click", (event) => {
    if (event.target.closest("a")) leaving = true; // what was written is given up
    if (!event.target.closest("button") || !conflict.dataset.revision) return;
    event.preventDefault();
    form.elements.revision.value = conflict.dataset.revision;
    conflict.hidden = true;
    stopped = false;
    changes += 1;
    (written ?? form.elements.title).focus();
    save();
  });

  form.addEventListener("input", (event) => {
    if (event.target !== form && !conflict.contains(event.target)) written = event.target;
    changed();
  });
  form.addEventListener("change", (event) => event.target.name && later(PAUSE));
  form.addEventListener("editor:order", () => {
    order = [...form.querySelectorAll(".chosen > li")].map((one) => one.dataset.number).join(" ");
    changed();
  });

  /* A button sends the form itself, once, and only after what was written is saved: where that
     can't be, the form stays with it. */
  form.addEventListener("submit", (event) => {
    if (leaving) return event.preventDefault();
    if (running || (changes > kept && !stopped)) {
      event.preventDefault();
      const button = event.submitter;
      return save().then(() => changes === kept && !stopped && form.requestSubmit(button));
    }
    clearTimeout(timer);
    form.elements.csrfmiddlewaretoken.value = token() || form.elements.csrfmiddlewaretoken.value;
    leaving = true;
  });
  addEventListener("pageshow", () => (leaving = false));
  addEventListener("focus", () => {
    if (changes > kept && !stopped && !leaving) later(200);
  });
  addEventListener("beforeunload", (event) => {
    if (changes > kept && !leaving) event.preventDefault();
  });
  addEventListener("keydown", (event) => {
    if (event.key !== "s" || !(event.ctrlKey || event.metaKey) || event.altKey) return;
    event.preventDefault();
    if (!stopped) save();
  });
})();
