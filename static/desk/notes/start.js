/* Binds the rows of notes (rows.js) and the note beside the text (pane.js) to the editors, which tell of what happens by
 * events: see assets/editor/note-page.js. */
(() => {
  "use strict";

  function bindEditors(rows, pane) {
    const counts = (target) => rows.texts().includes(target);
    const on = (name, act) => document.addEventListener(name, (event) => counts(event.target) && act(event.detail, event));

    on("input", () => {
      rows.refresh();
      if (pane.row && !pane.row.isConnected) pane.close();
    });
    on("enface:note", ({ key, focus }, { target }) => {
      const row = rows.find(key) ?? rows.add({ key });
      rows.refresh();
      pane.open(row, { text: target, focus });
    });
    on("enface:note-close", () => pane.close());
    on("enface:note-asked", (detail) => (detail.note = rows.describe(detail.key)));
    on("enface:notes-pasted", (detail, event) => {
      const added = detail.notes.filter(({ key }) => !rows.find(key));
      if (rows.hasRoomFor(added.length)) rows.take(detail.notes);
      else {
        detail.refusal = ["footnoteTooMany", Number(rows.countOf("MAX_NUM_FORMS").value)];
        event.preventDefault();
      }
    });
    // What is written in a row decides whether an uncited one stays.
    rows.container.addEventListener("focusout", () => setTimeout(() => document.hasFocus() && rows.refresh()));
  }

  function bindButtons(rows, pane) {
    const acts = {
      close: () => pane.leave(),
      async show(row) {
        const [text] = rows.texts();
        const editor = await window.enfaceEditors?.open(text);
        if (editor) editor.execute("goToNote", { key: rows.keyOf(row) });
        else text.focus();
      },
      async cite(row) {
        const [text] = rows.texts();
        const editor = await window.enfaceEditors?.open(text);
        const command = editor?.commands.get("insertNote");
        if (!command?.hasCursor) rows.say(rows.words.first, row);
        else if (command.isEnabled) editor.execute("insertNote", { key: rows.keyOf(row) });
        else editor.editing.view.focus();
      },
      remove(row) {
        const unit = rows.unitOf(row);
        const next = unit.nextElementSibling ?? unit.previousElementSibling;
        if (pane.row === row) pane.close();
        rows.remove(row);
        const heading = (next?.querySelector("[data-note-number]") ?? rows.container.querySelector("[data-note-number]"));
        heading?.focus();
        rows.say(rows.words.removed);
      },
    };
    rows.container.addEventListener("click", ({ target }) => {
      const button = target.closest("button[data-note-act]");
      if (!button) return;
      rows.say("");
      acts[button.dataset.noteAct](button.closest("[data-note-row]"));
    });
  }

  const start = () => {
    for (const container of document.querySelectorAll("[data-notes]")) {
      const rows = new window.enfaceNotes.NoteRows(container);
      const pane = new window.enfaceNotes.NotePane(rows);
      bindEditors(rows, pane);
      bindButtons(rows, pane);
      rows.refresh();
      // By now the browser has filled the form in again, and returning.js the notes.
      window.addEventListener("pageshow", () => {
        rows.take(window.enfaceNotes.broughtBack ?? []);
        rows.refresh();
      }, { once: true });
    }
  };
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
