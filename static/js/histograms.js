// Two handles under each histogram of /search.  They move the typed bounds of its form along the
// edges of the bins; without this script the fields and the bars' links do the same.
"use strict";

(() => {
  const number = (text) => Number(text.replace("<", "").replace(",", ".").replace("−", "-"));

  // The last edge not above what is typed, the first not below it.
  const below = (edges, text) => Math.max(0, edges.filter((one) => Number(one) <= number(text)).length - 1);
  const above = (edges, text) => {
    const place = edges.findIndex((one) => Number(one) >= number(text));
    return place < 0 ? edges.length - 1 : place;
  };

  function prepare(form) {
    const histogram = form.closest(".histogram");
    const handles = histogram.querySelector(".handles");
    if (!handles || !handles.hidden) return;
    const edges = form.dataset.edges.split(" ");
    const end = edges.length - 1;
    const { least, most } = form.elements;
    const [low, high] = handles.querySelectorAll("input");
    const bars = [...histogram.querySelectorAll(".plot a")];

    function shade() {
      const from = Number(low.value) ? Number(edges[low.value]) : -Infinity;
      const until = Number(high.value) < end ? Number(edges[high.value]) : Infinity;
      for (const bar of bars) {
        const { low: start, high: stop } = bar.dataset;
        const out = (start === "" ? from > -Infinity : Number(start) < from) ||
          (stop === "" ? until < Infinity : Number(stop) > until);
        bar.classList.toggle("out", out);
      }
      for (const one of [low, high]) {
        one.setAttribute("aria-valuetext", `${edges[one.value]} ${form.dataset.unit}`.trim());
      }
    }

    function place() {
      low.value = least.value.trim() ? below(edges, least.value) : 0;
      high.value = most.value.trim() ? above(edges, most.value) : end;
      shade();
    }

    function moved(handle) {
      if (handle === low) low.value = Math.min(low.value, Number(high.value) - 1);
      else high.value = Math.max(high.value, Number(low.value) + 1);
      least.value = Number(low.value) ? edges[low.value] : "";
      most.value = Number(high.value) < end ? `<${edges[high.value]}` : "";
      shade();
    }

    function send() {
      const any = histogram.querySelector("a.drop");
      if (least.value || most.value) form.requestSubmit();
      else if (any) any.click();
    }

    for (const handle of [low, high]) {
      let dragged = false;
      handle.addEventListener("pointerdown", () => { dragged = true; });
      handle.addEventListener("input", () => moved(handle));
      handle.addEventListener("change", () => { if (dragged) send(); dragged = false; });
      handle.addEventListener("keydown", (event) => {
        dragged = false;
        if (event.key === "Enter") { event.preventDefault(); send(); }
      });
    }
    for (const field of [least, most]) field.addEventListener("input", place);
    handles.hidden = false;
    place();
  }

  const scan = (root) => root.querySelectorAll("form[data-edges]").forEach(prepare);
  document.addEventListener("htmx:load", (event) => scan(event.detail.elt));
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", () => scan(document));
  else scan(document);
})();
