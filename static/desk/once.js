/* A button pressed twice sends its form once. Buttons are disabled only after the form has been sent, so that the one that
 * was pressed goes with it, and can be pressed again when the page is come back to, or nothing has come of it. */
(() => {
  "use strict";

  const AGAIN = 10_000; // milliseconds
  const disabled = new Set();

  function enable() {
    for (const button of disabled) button.disabled = false;
    disabled.clear();
  }

  document.addEventListener("submit", (event) => {
    if (event.defaultPrevented || event.target.method !== "post") return;
    const { target } = event;
    setTimeout(() => {
      for (const button of target.elements) {
        if (button.type !== "submit" || button.disabled) continue;
        button.disabled = true;
        disabled.add(button);
      }
    });
    setTimeout(enable, AGAIN);
  });
  window.addEventListener("pageshow", enable);
})();
