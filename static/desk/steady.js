/* A press counts for the button it began on, also where the page has moved beneath a pointer that stood still: an editor
 * has started above it, or a draft was noted. Browsers give such a click to what both places have around them. */
(() => {
  "use strict";

  const STILL = 4; // pixels
  let pressed = null;

  document.addEventListener("pointerdown", ({ target, button, clientX, clientY }) => {
    const control = button === 0 ? target.closest?.("button, summary") : null;
    pressed = control && { control, clientX, clientY };
  }, true);
  document.addEventListener("pointerup", ({ target, clientX, clientY }) => {
    const { control, ...began } = pressed ?? {};
    pressed = null;
    if (!control?.isConnected || control.contains(target)) return;
    if (Math.hypot(clientX - began.clientX, clientY - began.clientY) < STILL) control.click();
  }, true);
})();
