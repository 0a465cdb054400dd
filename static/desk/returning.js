/* What was typed and not saved. Whoever leaves the page is asked; the Back button brings it back.
 *
 * Browsers fill a form again by the names of its fields. That is wrong for the rows of notes, which are made by script and
 * counted anew, and it would put an old text under the new edit number, over what somebody has saved since. So the page
 * keeps the notes by their keys and the number the text was opened with in `textarea[data-kept]`, which belongs to no form
 * and which the browser fills again like any other; before `pageshow`, after which the editors start. */
(() => {
  "use strict";

  const OPENED_WITH = ["edit_number", "source_revision", "base", "page"];
  const kept = document.querySelector("textarea[data-kept]");
  const form = document.querySelector("form:has([name='edit_number']):has([data-notes])");
  if (!kept || !form) return;
  let isChanged = document.querySelector("[data-drafts][data-unsaved]") !== null; // words the server has sent back unsaved
  let isSent = false;

  const part = (row, end) => row.querySelector(`[name$="-${end}"]`);
  const listRows = () => Array.from(form.querySelectorAll("[data-note-row]"));

  function keep() {
    if (!isChanged) return;
    const notes = listRows().map((row) => ({
      key: part(row, "key").value,
      kind: part(row, "kind")?.value ?? "",
      html: part(row, "text").value,
      isToGo: Boolean(part(row, "DELETE")?.checked),
    }));
    const opened = OPENED_WITH.map((name) => [name, form.elements[name]?.value]).filter(([, value]) => value !== undefined);
    kept.value = JSON.stringify({ opened, notes: notes.filter(({ key }) => key), isSent });
  }

  // Tells whether the form, as it is now, says something else than what the server has sent.
  function differs() {
    return Array.from(form.elements).some((field) => /^(?:text|textarea)$/.test(field.type) && field.value !== field.defaultValue);
  }

  // Puts the rows back as the server sent them, then the notes into the rows of their keys; the others are for start.js.
  // Only what is newer or older than what is stored goes by the numbers it was opened with.
  function bringBack({ opened, notes, isSent }) {
    const rows = new Map();
    for (const row of listRows()) {
      for (const field of row.querySelectorAll("input, textarea")) {
        if (field.type === "checkbox") field.checked = field.defaultChecked;
        else field.value = field.defaultValue;
      }
      for (const option of row.querySelectorAll("option")) option.selected = option.defaultSelected;
      rows.set(part(row, "key").value, row);
    }
    form.querySelector("[name$='-TOTAL_FORMS']").value = String(listRows().length);
    for (const { key, kind, html, isToGo } of notes) {
      const row = rows.get(key);
      if (!row) continue;
      part(row, "text").value = html;
      if (kind && part(row, "kind")) part(row, "kind").value = kind;
      if (part(row, "DELETE")) part(row, "DELETE").checked = isToGo;
    }
    window.enfaceNotes = { ...window.enfaceNotes, broughtBack: notes.filter(({ key }) => !rows.has(key)) };
    isChanged = !isSent;
    if (!window.enfaceNotes.broughtBack.length && !differs()) return;
    // What has been sent goes on as a page of its own
    for (const [name, value] of opened) if (name !== "page" || !isSent) form.elements[name].value = value;
  }

  window.addEventListener("pageshow", () => kept.value && bringBack(JSON.parse(kept.value)), { once: true });
  for (const name of ["input", "change"]) form.addEventListener(name, () => (isChanged = true));
  form.addEventListener("click", ({ target }) => target.closest("[data-note-act='remove']") && (isChanged = true));
  form.addEventListener("submit", () => (isSent = true));
  window.addEventListener("beforeunload", (event) => {
    keep();
    if (isChanged && !isSent) event.preventDefault();
    isSent = false;
  });
})();
