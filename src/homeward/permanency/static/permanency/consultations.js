// Saves the meeting as it is typed, and copies texts. The page does all of it without this script too, by its buttons.
(() => {
  "use strict";
  const WAIT = 2500;
  const form = document.querySelector("form[data-saves-as-typed]");
  const said = document.getElementById("saving");
  let timer = null, isSending = false, isAgain = false;

  const typedIn = (name) => form.elements.namedItem(name);

  async function save() {
    if (isSending) { isAgain = true; return; }
    isSending = true;
    const sent = new FormData(form);
    said.textContent = "Saving";
    try {
      const answer = await fetch(location.pathname, { method: "POST", body: sent, headers: { "X-Homeward-Saves": "typed" } });
      const told = (answer.headers.get("Content-Type") || "").includes("json") ? await answer.json() : null;
      if (answer.ok && told) take(told, sent);
      else said.textContent = told ? told.says : "Not saved: you may be signed out. What you typed is still here.";
    } catch {
      said.textContent = "Not saved: no connection. What you typed is still here; it is tried again.";
      later();
    }
    isSending = false;
    if (isAgain) { isAgain = false; later(); }
  }

  // What others wrote is shown, unless it would overwrite what was typed while this was under way: then the number of
  // the save stays, and the next one is refused part by part.
  function take(told, sent) {
    const names = Object.keys(told.others);
    if (names.some((name) => typedIn(name) && typedIn(name).value !== sent.get(name))) { later(); return; }
    for (const name of names) if (typedIn(name)) typedIn(name).value = told.others[name];
    typedIn("opened").value = told.opened;
    said.textContent = `Saved ${new Date().toLocaleTimeString([], { hour: "numeric", minute: "2-digit" })}`;
  }

  function later() {
    clearTimeout(timer);
    timer = setTimeout(save, WAIT);
  }

  if (form && said) {
    form.addEventListener("input", later);
    form.addEventListener("submit", () => clearTimeout(timer));
  }

  for (const button of document.querySelectorAll("[data-copies]")) {
    button.hidden = false;
    button.addEventListener("click", async () => {
      const text = document.getElementById(button.dataset.copies);
      text.select();
      if (navigator.clipboard) await navigator.clipboard.writeText(text.value);
      button.textContent = "Copied";
    });
  }
})();
