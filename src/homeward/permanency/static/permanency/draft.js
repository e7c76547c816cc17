// Saves a draft some seconds after typing, as its Save button does. What somebody else saved meanwhile is never written
// over: then it says so, and the button brings both texts together. The page does all of it without this script too.
(() => {
  "use strict";
  const WAIT = 4000, LEAST = 15000, PATIENCE = 15000;
  const form = document.querySelector("form[data-saves-draft]");
  const said = document.getElementById("saving");
  if (!form || !said) return;
  let timer = null, isSending = false, isHeld = false, savedAt = 0, isTyped = false, pressed = null;

  function later(wait) {
    clearTimeout(timer);
    timer = setTimeout(save, Math.max(wait, savedAt + LEAST - Date.now()));
  }

  async function asked(sent) {
    try {
      const answer = await fetch(location.href, { method: "POST", body: sent, headers: { "X-Homeward-Saves": "typed" } });
      const isJson = (answer.headers.get("Content-Type") ?? "").includes("json");
      return [answer, isJson ? await answer.json() : null];
    } catch {
      return [null, null];
    }
  }

  async function save() {
    if (isSending || isHeld || !isTyped) return;
    const sent = new FormData(form);
    sent.set("step", "save");
    isSending = true;
    isTyped = false;
    said.textContent = "Saving";
    const [answer, told] = await asked(sent);
    isSending = false;
    if (answer?.ok && told?.opened) {
      savedAt = Date.now();
      form.elements.namedItem("opened").value = told.opened;
      said.textContent = `Saved ${new Date().toLocaleTimeString([], { hour: "numeric", minute: "2-digit" })}`;
      if (isTyped) later(WAIT);
    } else if (told) {
      isHeld = true;
      said.textContent = told.says;
    } else {
      isTyped = true;
      said.textContent = answer
        ? "Not saved: you may be signed out. What you typed is still here; it is tried again."
        : "Not saved: no connection. What you typed is still here; it is tried again.";
      later(PATIENCE);
    }
    const button = pressed;
    pressed = null;
    if (button && answer) form.requestSubmit(button);
    else if (button) isHeld = false;
  }

  form.addEventListener("input", () => { isTyped = true; later(WAIT); });
  // What is on its way to be saved would stand against what is sent now, as if somebody else had written it.
  form.addEventListener("submit", (event) => {
    isHeld = true;
    clearTimeout(timer);
    pressed = isSending ? event.submitter : null;
    if (pressed) event.preventDefault();
  });
  window.addEventListener("online", () => later(0));
  window.addEventListener("pageshow", (event) => { if (event.persisted) isHeld = false; });
  document.addEventListener("visibilitychange", () => { if (document.hidden) { clearTimeout(timer); save(); } });
})();
