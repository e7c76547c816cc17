// How far the meeting is: the phase that is planned for now, and the minutes that are left of it. Without this script
// the planned times stand in the list of phases.
(() => {
  "use strict";
  const nav = document.querySelector(".phases[data-seconds]");
  const box = nav?.querySelector("[data-timer]");
  if (!box) return;
  const phases = [...nav.querySelectorAll("[data-minutes]")];
  const began = Date.now() - Number(nav.dataset.seconds) * 1000;
  const kept = `homeward-phase ${location.pathname}`;
  let at = { phase: 0, since: began };
  try { at = JSON.parse(sessionStorage.getItem(kept)) ?? planned(); } catch { at = planned(); }

  function planned() {
    let since = began;
    for (const [phase, one] of phases.entries()) {
      const ends = since + Number(one.dataset.minutes) * 60_000;
      if (Date.now() < ends || phase === phases.length - 1) return { phase, since };
      since = ends;
    }
    return { phase: 0, since };
  }

  function show() {
    const one = phases[at.phase];
    const left = Math.ceil((at.since + Number(one.dataset.minutes) * 60_000 - Date.now()) / 60_000);
    const word = one.querySelector("a").textContent;
    const says = left > 0 ? `${left} ${left === 1 ? "minute" : "minutes"} left`
      : left < -600 ? "its time is over" : `over its time by ${1 - left} ${left === 0 ? "minute" : "minutes"}`;
    box.querySelector("[data-timer-says]").textContent = `Phase ${at.phase + 1} of ${phases.length}, ${word}: ${says}.`;
    box.classList.toggle("timer--over", left <= 0);
    box.querySelector("[data-timer-next]").hidden = at.phase === phases.length - 1;
    phases.forEach((each, phase) => {
      if (phase === at.phase) each.setAttribute("aria-current", "step");
      else each.removeAttribute("aria-current");
    });
  }

  box.querySelector("[data-timer-next]").addEventListener("click", () => {
    at = { phase: at.phase + 1, since: Date.now() };
    try { sessionStorage.setItem(kept, JSON.stringify(at)); } catch { /* it begins again as planned */ }
    phases[at.phase].querySelector("a").click();
    show();
  });
  box.hidden = false;
  show();
  setInterval(show, 5000);
})();
