// Copies a text by one press. The page does it without this script too: the text stands in a field.
(() => {
  "use strict";
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
