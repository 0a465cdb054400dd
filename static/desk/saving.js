/* Ctrl+S, or Command+S, presses the first button that saves. */
(() => {
  "use strict";

  document.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey || event.key.toLowerCase() !== "s") return;
    const button = document.querySelector("form button[name='act'][value='save']");
    if (!button) return;
    event.preventDefault();
    button.click();
  });
})();
