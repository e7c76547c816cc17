// "/" leads to the search field from everywhere but a field in which something is being typed.
(() => {
  "use strict";
  const field = document.getElementById("site-search");
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
    if (!field || event.target.closest("input, textarea, select, [contenteditable], dialog")) return;
    event.preventDefault();
    field.focus();
    field.select();
  });
})();
