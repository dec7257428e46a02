/* Suggestions under the search box while typing: a combobox with a list (ARIA 1.2).

   An input with data-suggest="ADDRESS" gets them; ADDRESS answers {"groups": [...]} for the text
   up to the caret.  One with data-suggest-names="ADDRESS" gets names of parameters for its whole
   text from /parameters.json: as data-suggest-as says, "name" puts in the name, and its unit into
   the field that data-suggest-unit names; "column" puts in name[unit].  Without this script the
   input is what it is in the page. */

(() => {
  "use strict";
  const PAUSE = 60; // milliseconds without a key before it asks
  const boxes = new WeakMap();
  let made = 0;

  class Box {
    constructor(input) {
      this.input = input;
      this.as = input.dataset.suggestAs;
      this.address = input.dataset.suggest ?? input.dataset.suggestNames;
      this.id = `suggestions-${++made}`;
      this.list = element("div", { id: this.id, role: "listbox", class: "suggestions" });
      this.list.setAttribute("aria-label", "Suggestions");
      this.status = element("div", { role: "status", class: "unseen" });
      this.options = [];
      this.active = -1;
      this.list.hidden = true;
      (input.closest("[data-suggest-place]") ?? input.form).append(this.list, this.status);
      input.removeAttribute("list"); // of the browser's own suggestions
      const attributes = { role: "combobox", "aria-autocomplete": "list", "aria-controls": this.id };
      set(input, { ...attributes, "aria-expanded": "false" });
      input.addEventListener("input", () => this.later());
      input.addEventListener("keydown", (event) => this.key(event));
      input.addEventListener("blur", () => this.close());
      input.form.addEventListener("submit", () => this.close());
      this.list.addEventListener("pointerdown", (event) => event.preventDefault());
      this.list.addEventListener("click", (event) => {
        const option = event.target.closest("[role=option]");
        if (option) this.choose(this.options.indexOf(option));
      });
    }

    later() {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.ask(), PAUSE);
    }

    async ask() {
      this.asked?.abort();
      const end = this.input.value.length;
      const caret = this.as ? end : (this.input.selectionStart ?? end);
      const text = this.input.value.slice(0, caret);
      if (!text.trim()) return this.close();
      this.asked = new AbortController();
      const address = new URL(this.address, location.href);
      address.searchParams.set("q", text);
      try {
        const answer = await fetch(address, { signal: this.asked.signal });
        const groups = answer.ok ? this.groups(await answer.json()) : [];
        if (document.activeElement === this.input) this.show(groups, this.input.value.slice(caret));
      } catch (error) {
        if (error.name !== "AbortError") this.close();
      }
    }

    groups(found) {
      if (!this.as) return found.groups;
      const items = found.items.map((one) => ({
        label: one.label,
        detail: one.values,
        count: one.records,
        unit: one.unit,
        q: this.as === "column" && one.dimension && one.unit ? `${one.name}[${one.unit}]` : one.name,
      }));
      return items.length ? [{ label: "In records", does: "values and records", items }] : [];
    }

    show(groups, rest) {
      this.rest = rest;
      this.options = [];
      this.list.replaceChildren(...groups.map((group, place) => this.group(group, place)));
      this.open(this.options.length > 0);
      this.mark(-1);
      const count = this.options.length;
      this.status.textContent = count ? `${count} ${count === 1 ? "suggestion" : "suggestions"}` : "";
    }

    group(group, place) {
      const id = `${this.id}-${place}`;
      const made = element("div", { role: "group", "aria-labelledby": id });
      const head = element("div", { id, class: "suggestions-kind" }, group.label);
      head.append(element("span", { class: "aside" }, group.does));
      made.append(head, ...group.items.map((item) => this.option(item)));
      return made;
    }

    option(item) {
      const id = `${this.id}-option-${this.options.length}`;
      const option = element("div", { id, role: "option", "aria-selected": "false" });
      option.append(element("span", { class: "suggestion" }, item.label));
      if (item.detail) option.append(" ", element("span", { class: "detail" }, item.detail));
      if (item.count) {
        const count = element("span", { class: "aside" }, item.count.toLocaleString("en"));
        count.append(element("span", { class: "unseen" }, item.count === 1 ? " record" : " records"));
        option.append(" ", count);
      }
      option.item = item;
      this.options.push(option);
      return option;
    }

    key(event) {
      const steps = { ArrowDown: 1, ArrowUp: -1 };
      if (event.isComposing || event.ctrlKey || event.metaKey) return;
      if (event.key in steps) {
        event.preventDefault();
        if (this.list.hidden) this.options.length ? this.open(true) : this.ask();
        else if (!event.altKey) this.move(steps[event.key]);
        else if (event.key === "ArrowUp") this.close();
      } else if (this.list.hidden) {
        return;
      } else if (event.key === "Escape") {
        event.preventDefault();
        this.close();
      } else if (event.key === "Enter" && this.active >= 0) {
        event.preventDefault();
        this.choose(this.active);
      } else if (event.key === "Tab") {
        this.close();
      }
    }

    /* Round and round, with the box itself between the last and the first. */
    move(step) {
      const places = this.options.length + 1;
      this.mark(((this.active + 1 + step + places) % places) - 1);
    }

    mark(place) {
      this.options[this.active]?.setAttribute("aria-selected", "false");
      this.active = place;
      const option = this.options[place];
      if (!option) return this.input.removeAttribute("aria-activedescendant");
      option.setAttribute("aria-selected", "true");
      option.scrollIntoView({ block: "nearest" });
      this.input.setAttribute("aria-activedescendant", option.id);
    }

    choose(place) {
      const item = this.options[place].item;
      this.close();
      if (!item.q) return location.assign(item.url);
      const rest = this.rest.trimStart();
      this.input.value = item.q + rest;
      this.input.setSelectionRange(item.q.length, item.q.length);
      this.input.focus();
      this.options = [];
      if (item.unit !== undefined) this.fill(item.unit);
      this.status.textContent = `${item.q.trim()} is in the ${this.as ? "field" : "search box"}`;
    }

    /* What somebody typed into the field of the unit stays. */
    fill(unit) {
      const field = document.getElementById(this.input.dataset.suggestUnit);
      if (!field || (field.value && field.value !== this.filled)) return;
      field.value = this.filled = unit;
    }

    open(whether) {
      this.list.hidden = !whether;
      this.input.setAttribute("aria-expanded", String(whether));
    }

    close() {
      clearTimeout(this.timer);
      this.asked?.abort();
      this.open(false);
      this.mark(-1);
    }
  }

  function element(name, attributes, text) {
    const made = document.createElement(name);
    set(made, attributes);
    if (text) made.textContent = text;
    return made;
  }

  function set(made, attributes) {
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  }

  function start() {
    for (const input of document.querySelectorAll("input[data-suggest], input[data-suggest-names]")) {
      if (!boxes.has(input)) boxes.set(input, new Box(input));
    }
  }

  start();
  document.addEventListener("htmx:load", start);
})();
