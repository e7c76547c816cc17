// Warns before the session ends, and keeps what was typed when it has ended. The server alone knows how long it lasts:
// another tab may have gone on. Asking it does not make the session longer.
(() => {
  "use strict";
  const part = (name) => document.getElementById(name);
  const dialog = part("session-ending"), ended = part("session-ended");
  if (!dialog) return;

  const { state, stay, person } = dialog.dataset;
  const lasts = Number(dialog.dataset.seconds) * 1000;
  const warnsBefore = Math.min(120_000, lasts / 2);
  const asksEvery = Math.min(10_000, lasts / 8);
  const staysEvery = Math.min(60_000, lasts / 8);
  const title = document.title;
  let ends = Date.now() + lasts, heardAt = Date.now(), stayedAt = Date.now();
  let isTyped = dialog.dataset.typed === "yes", isOver = false, isAsking = false;

  const token = () => document.querySelector('input[name="csrfmiddlewaretoken"]').value;

  async function fetched(address, given) {
    try {
      const answer = await fetch(address, { cache: "no-store", ...given });
      return answer.ok ? await answer.json() : null;
    } catch {
      return null;
    }
  }

  function hear(told) {
    heardAt = Date.now();
    // Who has signed in anew in another tab has other tokens since.
    for (const field of document.querySelectorAll('input[name="csrfmiddlewaretoken"]')) field.value = told.token;
    ends = heardAt + told.seconds_left * 1000;
    if (ends - heardAt > warnsBefore) dialog.close();
    else if (!dialog.open) dialog.showModal();
    const left = told.seconds_left;
    part("session-left").textContent = left >= 90 ? "2 minutes" : left > 45 ? "1 minute" : `${left} seconds`;
  }

  async function ask() {
    if (isOver || isAsking) return;
    isAsking = true;
    const told = await fetched(state);
    isAsking = false;
    if (isOver) return;
    if (told && told.signed_in && told.person === person) hear(told);
    else if (told || Date.now() >= ends) end();
  }

  async function stayOn() {
    stayedAt = Date.now();
    const told = await fetched(stay, { method: "POST", headers: { "X-CSRFToken": token() } });
    if (told && told.signed_in && told.person === person) hear(told);
    else await ask();
  }

  function show(name) {
    for (const one of ["session-kept", "session-nothing", "session-other"]) part(one).hidden = one !== name;
  }

  function forget(name) {
    show(name);
    document.body.replaceChildren(ended);
  }

  function end() {
    isOver = true;
    dialog.close();
    document.title = "You were signed out · Homeward";
    ended.hidden = false;
    if (isTyped) document.body.classList.add("is-signed-out");
    else forget("session-nothing");
    part("session-ended-title").focus();
  }

  async function comeBack(event) {
    if (!isOver) return ask();
    if (!isTyped || !ended.isConnected) return;
    const told = await fetched(state);
    if (!isOver) return;
    if (!told || !told.signed_in) {
      if (event.type === "click") part("session-said").textContent = "You are not signed in yet.";
    } else if (told.person !== person) {
      isTyped = false;
      forget("session-other");
    } else {
      isOver = false;
      ended.hidden = true;
      part("session-said").textContent = "";
      document.body.classList.remove("is-signed-out");
      document.title = title;
      hear(told);
      part("main-content").focus();
    }
  }

  document.addEventListener("input", (event) => {
    if (!event.target.form || event.target.form.method !== "post") return;
    isTyped = true;
    if (Date.now() - stayedAt >= staysEvery) stayOn();
  });
  part("session-stay").addEventListener("click", stayOn);
  dialog.addEventListener("cancel", (event) => { event.preventDefault(); stayOn(); });
  part("session-back").addEventListener("click", comeBack);
  window.addEventListener("focus", comeBack);
  window.addEventListener("pageshow", (event) => { if (event.persisted) comeBack(event); });
  document.addEventListener("visibilitychange", (event) => { if (!document.hidden) comeBack(event); });
  setInterval(() => {
    const left = ends - Date.now();
    if (left <= 0 || (left <= warnsBefore && (!dialog.open || Date.now() - heardAt >= asksEvery))) ask();
  }, Math.min(1000, lasts / 16));
})();
