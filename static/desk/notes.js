/* Footnotes of a text on the editing form: one row per note, opened when its marker is put into the text.
 *
 * What the page provides:
 *   <div data-notes="id_body_de" data-notes-prefix="footnotes"
 *        data-note-words='{"uncited": "Not cited in the text", "number": "Footnote %s"}'>
 *     …the hidden inputs of Django's formset: footnotes-TOTAL_FORMS, …
 *     <div data-note-row>                   one per form of the formset, in any order
 *       <input data-note-key …>             the note's key; filled here for a new row
 *       <span data-note-number></span>      optional: shows the number
 *       <span data-note-state></span>       shows "not cited"; the row then carries data-uncited
 *       <textarea class="rich-text" …>      the note's text
 *     </div>
 *     <template data-note-template>…a row whose names and ids say __prefix__…</template>
 *     <div data-note-list></div>            optional: where new rows go; otherwise before the template
 *   </div>
 * `data-notes` lists, with spaces, the ids of the textareas whose markers count, in reading order. `data-notes-prefix` is
 * the formset's prefix.
 *
 * What it listens to: `enface:note` (detail.key), fired by a textarea when the editor put in a new marker, and `input`.
 * Rows are never removed here: what becomes of a note nobody cites is for the editor to decide. */
(() => {
  "use strict";

  const MARKER = "sup[data-note]";

  // Returns the keys cited in a textarea, in reading order, repeated as they are.
  function readKeys(textarea) {
    const text = new DOMParser().parseFromString(textarea.value, "text/html");
    return Array.from(text.querySelectorAll(MARKER), (marker) => marker.dataset.note);
  }

  class NoteRows {
    constructor(container) {
      this.container = container;
      this.words = JSON.parse(container.dataset.noteWords || "{}");
      this.template = container.querySelector("template[data-note-template]");
      this.total = container.querySelector(`input[name="${container.dataset.notesPrefix}-TOTAL_FORMS"]`);
    }

    texts() {
      return this.container.dataset.notes.split(/\s+/).map((id) => document.getElementById(id)).filter(Boolean);
    }

    rows() {
      return Array.from(this.container.querySelectorAll("[data-note-row]"));
    }

    keyOf(row) {
      return row.querySelector("[data-note-key]").value;
    }

    find(key) {
      return this.rows().find((row) => this.keyOf(row) === key);
    }

    // Adds the row of a new note, as Django's formset expects it, and returns it.
    add(key) {
      const index = Number(this.total.value);
      const holder = document.createElement("template");
      holder.innerHTML = this.template.innerHTML.replaceAll("__prefix__", String(index));
      const row = holder.content.querySelector("[data-note-row]");
      row.querySelector("[data-note-key]").value = key;
      this.total.value = String(index + 1);
      const list = this.container.querySelector("[data-note-list]");
      if (list) list.append(row);
      else this.template.before(row);
      return row;
    }

    async open(key) {
      const row = this.find(key) ?? this.add(key);
      this.showStates();
      row.scrollIntoView({ block: "nearest" });
      const textarea = row.querySelector("textarea");
      const editor = await window.enfaceEditors?.open(textarea);
      if (editor) editor.editing.view.focus();
      else textarea.focus();
    }

    // Shows each row's number, or that no text cites it.
    showStates() {
      const order = [...new Set(this.texts().flatMap(readKeys))];
      for (const row of this.rows()) {
        const number = order.indexOf(this.keyOf(row)) + 1;
        row.toggleAttribute("data-uncited", number === 0);
        row.querySelector("[data-note-state]").textContent = number ? "" : (this.words.uncited ?? "not cited");
        const shown = row.querySelector("[data-note-number]");
        if (shown) shown.textContent = number ? (this.words.number ?? "%s").replace("%s", number) : "";
      }
    }
  }

  const start = () => {
    for (const container of document.querySelectorAll("[data-notes]")) {
      const rows = new NoteRows(container);
      const counts = (target) => rows.texts().includes(target);
      document.addEventListener("enface:note", ({ target, detail }) => counts(target) && rows.open(detail.key));
      document.addEventListener("input", ({ target }) => counts(target) && rows.showStates());
      rows.showStates();
    }
  };
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
