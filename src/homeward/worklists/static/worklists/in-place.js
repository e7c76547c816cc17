// The small form that records opens in its place in a list. Whatever is not that form is opened as a page instead: a
// richer form, the sign-in, a page that keeps what was typed.
(() => {
  "use strict";
  const FORM = 'id="recording"';
  const rowOf = (place) => place.closest("tr.in-place-row");
  let opener = null;

  function close(place) {
    place.replaceChildren();
    if (rowOf(place)) rowOf(place).hidden = true;
  }

  function send(form, button) {
    if (button && button.name) {
      const pressed = document.createElement("input");
      Object.assign(pressed, { type: "hidden", name: button.name, value: button.value });
      form.append(pressed);
    }
    form.submit();
  }

  document.addEventListener("htmx:beforeSwap", (event) => {
    const { xhr, target, requestConfig } = event.detail;
    if (!target.matches(".in-place")) return;
    if (xhr.responseText.includes(FORM)) {
      event.detail.shouldSwap = true;  // Also where somebody else saved meanwhile (409).
      event.detail.isError = false;
      return;
    }
    event.detail.shouldSwap = false;
    const { elt, triggeringEvent } = requestConfig;
    if (elt.matches("form")) send(elt, triggeringEvent && triggeringEvent.submitter);
    else location.assign(elt.href);
  });

  document.addEventListener("htmx:beforeRequest", (event) => {
    if (event.detail.elt.matches("a.record-button")) opener = event.detail.elt;
  });

  // Only now does the form listen: a key that is pressed the moment it has the focus would else send it as a page.
  document.addEventListener("htmx:afterSettle", (event) => {
    const place = event.detail.target;
    if (!place.matches(".in-place")) return;
    for (const other of document.querySelectorAll(".in-place")) if (other !== place) close(other);
    if (rowOf(place)) rowOf(place).hidden = false;
    const next = place.querySelector("#faults, [data-next], input:checked, input:not([type=hidden])");
    if (next) next.focus();
  });

  // What a rule says opens at the foot of the window (:target); closed again, the focus goes back to where it came from.
  let asked = null;
  function leave(event) {
    if (!asked || !document.querySelector(".grounds:target")) return;
    event.preventDefault();
    location.hash = "closed";
    asked.focus();
  }
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") leave(event); });
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-closes-grounds]")) leave(event);
    asked = event.target.closest(".to-grounds") || asked;
  });

  document.addEventListener("click", (event) => {
    const link = event.target.closest(".in-place [data-closes], .in-place [data-again]");
    if (!link) return;
    event.preventDefault();
    if (link.matches("[data-again]")) {
      location.assign(location.pathname + location.search);
    } else {
      close(link.closest(".in-place"));
      if (opener) opener.focus();
    }
  });
})();
