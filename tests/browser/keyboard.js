// What the Tab key reached, in which order, and whether each showed that it has the focus.
(() => {
  const FOCUS = "rgb(36, 145, 255)";
  const isDrawn = (element) => element instanceof SVGElement
    && [...element.querySelectorAll("*")].some((one) => getComputedStyle(one).stroke === FOCUS);
  const shows = (element) => {
    if (!element) return false;
    if (isDrawn(element)) return true;
    const style = getComputedStyle(element);
    const pseudo = getComputedStyle(element, "::before");
    const outlined = (one) => one.outlineStyle !== "none" && parseFloat(one.outlineWidth) > 0;
    return outlined(style) || style.boxShadow !== "none" || outlined(pseudo) || pseudo.boxShadow !== "none";
  };
  const seen = (element) =>
    element.checkVisibility({ visibilityProperty: true }) && !element.disabled && !element.closest("[inert]");
  const told = (element) => element.outerHTML.slice(0, 160);
  const visited = [];
  const plain = [];
  document.addEventListener("focusin", ({ target }) => {
    visited.push(target);
    if (!shows(target) && !shows(target.labels?.[0]) && !shows(target.parentElement)) plain.push(told(target));
  });
  const isOneOfSeveral = (element) => element.type === "radio" && element.name;
  const every = () => [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex]")]
    .filter((element) => element.type !== "hidden" && element.getAttribute("tabindex") !== "-1" && seen(element));
  window.keyboard = {
    stops: () => every().length,
    found: () => {
      document.activeElement.blur();
      const groups = new Set(visited.filter(isOneOfSeveral).map((element) => element.name));
      const missed = every().filter((element) => !visited.includes(element)
        && !(isOneOfSeveral(element) && groups.has(element.name)));
      const places = visited.filter((element, place) => visited.indexOf(element) === place);
      const back = places.filter((element, place) => place
        && places[place - 1].compareDocumentPosition(element) & Node.DOCUMENT_POSITION_PRECEDING);
      return [
        ...missed.map((element) => `Tab does not reach ${told(element)}`),
        ...plain.map((html) => `no visible focus on ${html}`),
        ...back.map((element) => `Tab goes back to ${told(element)}`),
        ...(places[0]?.matches(".usa-skipnav") ? [] : ["Tab does not begin with the way past the frame"]),
      ];
    },
  };
})();
