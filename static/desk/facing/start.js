/* Binds the facing desk together once the editor of the text has started, and its shortcuts. Without script, or where the
 * editor cannot start, source and text stand side by side and scroll with the page. */
(() => {
  "use strict";

  // Goes to the next passage of the source that has changed, or the one before; round at the ends.
  function goToChange(rows, step) {
    const changed = Array.from(rows.source.querySelectorAll("[data-state]"));
    if (!changed.length) return;
    const from = changed.indexOf(document.activeElement.closest("[data-state]"));
    const next = changed[from < 0 ? (step > 0 ? 0 : changed.length - 1) : (from + step + changed.length) % changed.length];
    next.tabIndex = -1;
    next.focus({ preventScroll: true });
    next.scrollIntoView({ block: "center" });
  }

  // From the text to the passage that faces the cursor, and from there back.
  function changeSides(rows) {
    if (rows.source.contains(document.activeElement)) {
      rows.editor.editing.view.focus();
      return;
    }
    const [passage] = rows.facing(rows.current());
    const target = passage ?? rows.source;
    target.tabIndex = -1;
    target.focus();
  }

  function bindKeys(rows, copying) {
    const acts = {
      KeyP: () => copying.copyFacing(),
      KeyJ: () => changeSides(rows),
      KeyN: () => goToChange(rows, 1),
      KeyB: () => goToChange(rows, -1),
    };
    document.addEventListener(
      "keydown",
      (event) => {
        const { ctrlKey, altKey, shiftKey, metaKey, isComposing, code } = event;
        if (!ctrlKey || !altKey || shiftKey || metaKey || isComposing || !acts[code]) return;
        if (event.getModifierState("AltGraph")) return; // it types a character
        event.preventDefault();
        event.stopPropagation();
        acts[code]();
      },
      { capture: true },
    );
  }

  async function start(section) {
    const { FacingRows, ScrollTogether, Copying } = window.enfaceFacing;
    const rows = new FacingRows(section);
    if (!(await rows.follow())) return;
    section.dataset.live = "";
    const copying = new Copying(rows);
    new ScrollTogether(rows);
    bindKeys(rows, copying);
    for (const button of section.querySelectorAll("button[data-change]")) {
      button.hidden = false;
      button.addEventListener("click", () => goToChange(rows, Number(button.dataset.change)));
    }
  }

  for (const section of document.querySelectorAll("[data-facing]")) start(section);
})();
