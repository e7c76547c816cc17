// Shows one phase of the meeting at a time, the one that is planned for now first, and the minutes that are left of it.
// Without this script all phases stand on the page, and the planned times in their list.
(() => {
  "use strict";
  const nav = document.querySelector(".phases[data-seconds]");
  const form = document.querySelector("form[data-saves-as-typed]");
  const box = nav?.querySelector("[data-timer]");
  if (!box || !form) return;
  const phases = [...nav.querySelectorAll("[data-minutes]")];
  const links = phases.map((one) => one.querySelector("a"));
  const parts = links.map((link) => document.querySelector(link.getAttribute("href")));
  const began = Date.now() - Number(nav.dataset.seconds) * 1000;
  const kept = `homeward-phase ${location.pathname}`;
  const all = box.querySelector("[data-all-phases]"), next = box.querySelector("[data-timer-next]");
  let at = planned(), isAll = Boolean(document.querySelector("#changed, #faults"));
  try { at = JSON.parse(sessionStorage.getItem(kept)) ?? at; } catch { /* as planned */ }

  function planned() {
    let since = began;
    for (const [phase, one] of phases.entries()) {
      const ends = since + Number(one.dataset.minutes) * 60_000;
      if (Date.now() < ends || phase === phases.length - 1) return { phase, since };
      since = ends;
    }
    return { phase: 0, since };
  }

  function said() {
    const left = Math.ceil((at.since + Number(phases[at.phase].dataset.minutes) * 60_000 - Date.now()) / 60_000);
    box.classList.toggle("timer--over", left <= 0);
    if (left > 0) return `${left} ${left === 1 ? "minute" : "minutes"} left`;
    return left < -600 ? "its time is over" : `over its time by ${1 - left} ${left === 0 ? "minute" : "minutes"}`;
  }

  function tell() {
    const words = `Phase ${at.phase + 1} of ${phases.length}, ${links[at.phase].textContent}: ${said()}.`;
    const line = box.querySelector("[data-timer-says]");
    if (line.textContent !== words) line.textContent = words;
  }

  function show() {
    form.classList.toggle("is-stepped", !isAll);
    all.textContent = isAll ? "Show one phase at a time" : "Show all phases";
    next.hidden = at.phase === phases.length - 1;
    phases.forEach((one, phase) => {
      parts[phase].classList.toggle("phase--here", phase === at.phase);
      if (phase === at.phase) one.setAttribute("aria-current", "step");
      else one.removeAttribute("aria-current");
    });
    tell();
  }

  function go(phase, since) {
    at = { phase, since };
    try { sessionStorage.setItem(kept, JSON.stringify(at)); } catch { /* it begins as planned the next time */ }
    show();
    const heading = parts[phase].querySelector("h2");
    heading.tabIndex = -1;
    heading.focus();
  }

  links.forEach((link, phase) => link.addEventListener("click", (event) => {
    event.preventDefault();
    if (phase === at.phase) go(phase, at.since);
    else go(phase, Date.now());
  }));
  next.addEventListener("click", () => go(at.phase + 1, Date.now()));
  all.addEventListener("click", () => { isAll = !isAll; show(); });
  box.hidden = false;
  show();
  setInterval(tell, 5000);
})();
