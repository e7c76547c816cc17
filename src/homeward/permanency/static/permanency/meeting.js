// Saves the meeting as it is typed, shows what others write within seconds, and keeps in this tab what could not be
// saved. The page does all of it without this script too, by its Save button.
(() => {
  "use strict";
  const WAIT = 2000, ASKS = 4000, PATIENCE = 8000;
  const form = document.querySelector("form[data-saves-as-typed]");
  const said = document.getElementById("saving");
  if (!form || !said) return;

  const kept = `homeward-unsaved ${form.dataset.person} ${location.pathname}`;
  const number = form.elements.namedItem("opened");
  const base = new Map();   // what the server has, as far as this page knows
  const held = new Map();   // what another person wrote where something else was typed here: she decides
  let opened = Number(number.value), timer = null, isSending = false, isOver = false, pressed = null;

  const tidy = (text) => text.replace(/\r\n/g, "\n").trim();
  const fields = () => [...form.elements].filter((one) => one.name && one.name.includes(".") || one.name === "clarify");
  const known = (name) => base.get(name) ?? "";
  const unsaved = () => fields().filter((one) => tidy(one.value) !== known(one.name));
  const part = (field) => field.closest(".talk__part");

  function mark(field, how) {
    const box = part(field);
    if (box) box.dataset.state = how;
  }

  function keepHere() {
    const texts = Object.fromEntries(unsaved().map((one) => [one.name, one.value]));
    try {
      if (Object.keys(texts).length) sessionStorage.setItem(kept, JSON.stringify({ opened, texts }));
      else sessionStorage.removeItem(kept);
    } catch { /* a browser that keeps nothing: the page itself still does */ }
  }

  // What another person saved: shown where nothing was typed; beside what was typed where both changed the same.
  function take(others, by) {
    let rowsAreMissing = false;
    for (const [name, text] of Object.entries(others)) {
      const field = form.elements.namedItem(name);
      if (!field) { rowsAreMissing ||= Boolean(text); continue; }
      const isTyped = tidy(field.value) !== known(name) && tidy(field.value) !== text;
      base.set(name, text);
      if (isTyped) hold(field, text, by);
      else if (tidy(field.value) !== text) { field.value = text; mark(field, "theirs"); }
    }
    if (rowsAreMissing) bringRows();
  }

  function hold(field, text, by) {
    release(field);
    held.set(field.name, text);
    const box = document.createElement("div"), who = document.createElement("strong"), theirs = document.createElement("p");
    box.className = "theirs";
    box.setAttribute("role", "alert");
    who.textContent = `${by} wrote here at the same time:`;
    theirs.textContent = field.tagName === "SELECT" ? wordsOf(field, text) : text || "The text was taken out.";
    box.append(who, theirs, choice("Take hers", () => { field.value = text; }), choice("Keep mine", () => {}));
    part(field).append(box);
    mark(field, "held");
    function choice(word, decide) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "usa-button usa-button--outline";
      button.textContent = word;
      button.addEventListener("click", () => { decide(); release(field); field.focus(); later(0); });
      return button;
    }
  }

  function release(field) {
    held.delete(field.name);
    part(field)?.querySelector(".theirs")?.remove();
    mark(field, "");
    if (!held.size) number.value = opened;
  }

  const wordsOf = (field, value) => [...field.options].find((one) => one.value === value)?.text ?? value;

  function at(save) {
    opened = Math.max(opened, save);
    if (!held.size) number.value = opened;   // Save as a plain form is refused, not guessed, while something is held
  }

  async function save() {
    if (isSending || isOver) return;
    const mine = unsaved().filter((one) => !held.has(one.name));
    if (!mine.length) return;
    isSending = true;
    const sent = new FormData(), typed = new Map(mine.map((one) => [one.name, one.value]));
    sent.set("csrfmiddlewaretoken", form.elements.namedItem("csrfmiddlewaretoken").value);
    if (form.elements.namedItem("typed_by")) sent.set("typed_by", form.elements.namedItem("typed_by").value);
    sent.set("opened", String(opened));
    for (const [name, text] of typed) sent.set(name, text);
    said.textContent = "Saving";
    const [answer, told] = await asked(form.action, { method: "POST", body: sent, headers: { "X-Homeward-Saves": "typed" } });
    isSending = false;
    if (answer?.ok && told) {
      for (const [name, text] of typed) base.set(name, tidy(text));
      for (const one of mine) if (tidy(one.value) === tidy(typed.get(one.name))) mark(one, "saved");
      take(told.others, told.by);
      at(told.opened);
      keepHere();
      say(`Saved ${new Date().toLocaleTimeString([], { hour: "numeric", minute: "2-digit" })}`);
      if (emptyRows() < 2) bringRows();
    } else if (answer?.status === 409 && told) {
      take(told.theirs, told.by);
      at(told.opened);
      later(0);
    } else {
      say(told?.says ?? (answer
        ? "Not saved: you may be signed out. What you typed is kept here; it is tried again."
        : "Not saved: no connection. What you typed is kept here; it is tried again."));
      later(PATIENCE);
    }
    const button = pressed;
    pressed = null;
    if (button && answer) form.requestSubmit(button);
  }

  function say(words) {
    said.textContent = held.size ? "Somebody else wrote in the same place: choose what stands." : words;
  }

  async function asked(address, given) {
    try {
      const answer = await fetch(address, { cache: "no-store", ...given });
      const isJson = (answer.headers.get("Content-Type") ?? "").includes("json");
      return [answer, isJson ? await answer.json() : null];
    } catch {
      return [null, null];
    }
  }

  async function ask() {
    if (isSending || isOver || document.hidden) return;
    const [answer, told] = await asked(`${form.dataset.savedAt}?since=${opened}`);
    if ([403, 404, 410].includes(answer?.status)) end("The meeting has ended, or is open to you no more.");
    if (!answer?.ok || !told || isSending) return;
    take(told.others, told.by);
    at(told.opened);
    if (told.is_over) end();
    else if (unsaved().some((one) => !held.has(one.name)) && !timer) later(0);
  }

  function end(words = "The meeting has ended. What is written further is written in the form.") {
    isOver = true;
    say(words);
  }

  // New rows come with the page itself: those in which somebody has written, and empty ones.
  let isBringing = false;
  async function bringRows() {
    if (isBringing) return;
    isBringing = true;
    try {
      const answer = await fetch(form.action, { cache: "no-store" });
      if (answer.ok) addRows(new DOMParser().parseFromString(await answer.text(), "text/html"));
    } catch { /* the next save tries again */ }
    isBringing = false;
  }

  function addRows(page) {
    for (const group of form.querySelectorAll("[data-rows]")) {
      const news = page.querySelector(`[data-rows="${group.dataset.rows}"]`);
      for (const row of news ? rowsOf(news) : []) {
        const here = group.querySelector(`[data-row="${row.dataset.row}"]`);
        const isWritten = [...row.querySelectorAll("[name]")].some((one) => one.value);
        if (here || !row.dataset.row || (!isWritten && !isFixed(group) && emptyIn(group) >= 2)) continue;
        const added = document.importNode(row, true);
        const before = isWritten && !isFixed(group) ? rowsOf(group).find(isEmpty) : null;
        group.insertBefore(added, before ?? null);
        for (const one of added.querySelectorAll("[name]")) base.set(one.name, tidy(one.value));
      }
      if (!isFixed(group)) rowsOf(group).forEach((row, place) => {
        const legend = row.querySelector("legend");
        legend.textContent = legend.textContent.replace(/\d+/, String(place + 1));
      });
    }
  }

  const isEmpty = (row) => [...row.querySelectorAll("[name]")].every((one) => !one.value);
  const isFixed = (group) => "fixed" in group.dataset;
  const rowsOf = (group) => [...group.querySelectorAll("[data-row]")];
  const emptyIn = (group) => rowsOf(group).filter(isEmpty).length;
  const emptyRows = () => Math.min(2, ...[...form.querySelectorAll("[data-rows]:not([data-fixed])")].map(emptyIn));

  function later(wait) {
    clearTimeout(timer);
    timer = setTimeout(() => { timer = null; save(); }, wait ?? WAIT);
  }

  // What could not be saved the last time stands here again; a row that was begun takes the place of an empty one.
  function restore() {
    let before = null;
    try { before = JSON.parse(sessionStorage.getItem(kept)); } catch { return; }
    if (!before) return;
    let isAny = false;
    for (const [name, text] of Object.entries(before.texts)) {
      const field = form.elements.namedItem(name) ?? inEmptyRow(name);
      if (!field || tidy(field.value) === tidy(text)) continue;
      isAny = true;
      const was = tidy(field.value);
      field.value = text;
      if (was) hold(field, was, "Somebody");
      mark(field, "typed");
    }
    if (!isAny) return keepHere();
    say("What was not saved the last time stands here again.");
    later();
  }

  function inEmptyRow(name) {
    const [group, key, column] = name.split(".");
    const row = [...form.querySelectorAll(`[data-rows="${CSS.escape(group)}"] > [data-row]`)].find(isEmpty);
    if (!row) return null;
    const old = row.dataset.row;
    row.dataset.row = `${group}.${key}`;
    for (const one of row.querySelectorAll("[name]")) one.name = one.name.replace(old, row.dataset.row);
    return form.elements.namedItem(`${group}.${key}.${column}`);
  }

  for (const one of fields()) base.set(one.name, one.defaultValue === undefined || one.tagName === "SELECT"
    ? [...one.options].find((each) => each.defaultSelected)?.value ?? "" : tidy(one.defaultValue));
  form.addEventListener("input", (event) => { mark(event.target, "typed"); keepHere(); later(); });
  // What is on its way to be saved would stand against what is sent now, as if somebody else had written it.
  form.addEventListener("submit", (event) => {
    clearTimeout(timer);
    pressed = isSending ? event.submitter : null;
    if (pressed) event.preventDefault();
  });
  window.addEventListener("online", () => later(0));
  document.addEventListener("visibilitychange", () => { if (document.hidden) save(); else ask(); });
  if (!document.getElementById("changed") && !form.querySelector(".usa-error-message")) restore();
  setInterval(ask, ASKS);
})();
