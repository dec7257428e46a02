/* The number in the header, and buttons that add to the cart without leaving the page.

   Pages are the same for everybody, so the number comes from a cookie of its own.  Without this
   script the buttons lead to the cart's page, which says the same. */

(() => {
  "use strict";

  const SHOWN = 12_000; // milliseconds that a message stays
  const said = document.getElementById("cart-said");
  let sent = Promise.resolve(); // one after the other: the first may begin the cart
  let hiding = 0;

  const count = () => Number(/(?:^|; )cart_count=(\d{1,6})(?:;|$)/.exec(document.cookie)?.[1] ?? 0);

  const show = () => {
    const place = document.getElementById("cart-count");
    if (place) place.textContent = count() ? ` (${count()})` : "";
  };

  const say = (message, wrong) => {
    clearTimeout(hiding);
    said.classList.toggle("wrong", wrong);
    const link = Object.assign(document.createElement("a"), {
      href: "/cart",
      textContent: `See the cart (${count()})`,
    });
    said.replaceChildren(message, " ", link);
    hiding = setTimeout(hide, SHOWN);
  };

  const hide = () => {
    if (said.matches(":hover") || said.contains(document.activeElement)) {
      hiding = setTimeout(hide, SHOWN);
    } else {
      said.replaceChildren();
    }
  };

  const send = async (form, button) => {
    const answer = await fetch(form.action, {
      method: "POST",
      body: new FormData(form, button),
      headers: { Accept: "application/json" },
    });
    const told = await answer.json();
    show();
    say(told.message ?? told.error.message, !answer.ok || told.wrong);
    if (answer.ok && !told.wrong && button?.name === "only") {
      button.firstChild.textContent = "In the cart";
    }
  };

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches("form[data-cart]") || event.defaultPrevented) return;
    event.preventDefault();
    const button = event.submitter;
    sent = sent.then(() => send(form, button)).catch(() => {
      say("The portal doesn't answer, so nothing was added. Try again.", true);
    });
  });

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") said.replaceChildren();
  });

  addEventListener("pageshow", show);
  show();
})();
