/* The rows of the footnotes of a text: one per note, on a form that works without script as well.
 *
 * What the page provides:
 *   <div data-notes="id_body_de" data-notes-prefix="footnotes" data-notes-article="17" data-notes-language="de"
 *        data-note-words='{"uncited": …, "number": "Footnote %s", "cite": …, "again": …, "first": …, "removed": …}'>
 *     …the hidden inputs of Django's formset are in the same form: footnotes-TOTAL_FORMS, …
 *     <div data-note-list>                    where new rows go; otherwise before the template
 *       <div data-note-unit>                  optional: what belongs to a row and is shown with it
 *         <div data-note-row>                 one per form of the formset
 *           <h3 data-note-number>…</h3>       says the number, or that the note is not cited
 *           <input data-note-key …>           the note's key; read-only for a note that is stored
 *           <select name="…-kind">            optional
 *           <textarea class="rich-text" …>    the note's text
 *           <input type="checkbox" name="…-DELETE">            where it may be deleted
 *           <button type="button" hidden data-note-act="show|cite|remove|close">   shown and hidden here
 *     <template data-note-template>…a unit whose names and ids say __prefix__…</template>
 *     <p role="status" data-note-said></p>    says what was done
 *   </div>
 * `data-notes` lists, with spaces, the ids of the textareas whose markers count, in reading order.
 *
 * A marker without a row gets one. A row nobody cites stays, unless it is new and nothing was written in it. */
(() => {
  "use strict";

  const MARKER = "sup[data-note]";

  const parse = (html) => new DOMParser().parseFromString(html, "text/html");

  class NoteRows {
    constructor(container) {
      this.container = container;
      this.words = JSON.parse(container.dataset.noteWords || "{}");
      this.template = container.querySelector("template[data-note-template]");
      this.list = container.querySelector("[data-note-list]");
      this.status = container.querySelector("[data-note-said]");
      this.total = this.countOf("TOTAL_FORMS");
      this.removed = new Map(); // key to the note of a row that was removed, whose marker may be put back
      this.unplaced = new Set(); // keys of pasted notes, whose markers reach the text after them
      container.dataset.noteLive = ""; // from here on the rows are shown as they are with script
      const form = container.closest("form"); // beside the text there is room for a note where the page says so
      if (form?.querySelector("[data-note-host]")) form.classList.add("has-notes-beside");
    }

    countOf(name) {
      return (this.container.closest("form") ?? document).querySelector(`input[name="${this.container.dataset.notesPrefix}-${name}"]`);
    }

    texts() {
      return this.container.dataset.notes.split(/\s+/).map((id) => document.getElementById(id)).filter(Boolean);
    }

    // Returns the rows of notes: all but those that wait for a browser without script.
    all() {
      return Array.from(this.container.querySelectorAll("[data-note-row]")).filter((row) => this.keyOf(row));
    }

    keyOf(row) {
      return row.querySelector("[data-note-key]").value;
    }

    byKey() {
      return new Map(this.all().map((row) => [this.keyOf(row), row]));
    }

    find(key) {
      return this.byKey().get(key);
    }

    kindOf(row) {
      return row.querySelector("select[name$='-kind']");
    }

    unitOf(row) {
      return row.closest("[data-note-unit]") ?? row;
    }

    isStored(row) {
      return row.querySelector("[data-note-key]").readOnly;
    }

    isWritten(row) {
      return parse(row.querySelector("textarea").value).body.textContent.trim() !== "";
    }

    // Returns the keys cited, in reading order, each once.
    cited() {
      const keys = this.texts().flatMap((text) => Array.from(parse(text.value).querySelectorAll(MARKER), (marker) => marker.dataset.note));
      return [...new Set(keys)];
    }

    // Tells whether so many rows more can be taken.
    hasRoomFor(count) {
      const most = Number(this.countOf("MAX_NUM_FORMS")?.value || 1000);
      return this.container.querySelectorAll("[data-note-row]").length + count <= most;
    }

    // Adds the row of a new note, as Django's formset expects it, at the end of the list, and returns it.
    add({ key, html = "", kind = "" }) {
      const before = html ? null : this.removed.get(key);
      if (before) ({ html, kind } = before);
      const index = Number(this.total.value);
      const holder = document.createElement("template");
      holder.innerHTML = this.template.innerHTML.replaceAll("__prefix__", String(index));
      const row = holder.content.querySelector("[data-note-row]");
      row.querySelector("[data-note-key]").value = key;
      row.querySelector("textarea").value = html;
      const kinds = this.kindOf(row);
      if (kinds && [...kinds.options].some((option) => option.value === kind)) kinds.value = kind;
      this.total.value = String(index + 1);
      if (this.list) this.list.append(this.unitOf(row));
      else this.template.before(this.unitOf(row));
      this.unplaced.add(key);
      return row;
    }

    // Moves new rows, as soon as the text cites them, behind the row of the note before: `order` holds the keys cited.
    place(order, rows) {
      for (const [index, key] of order.entries()) {
        if (!this.unplaced.delete(key)) continue;
        const unit = this.unitOf(rows.get(key));
        if (index > 0) this.unitOf(rows.get(order[index - 1])).after(unit);
        else if (rows.size > 1) this.container.querySelector("[data-note-unit], [data-note-row]").before(unit);
      }
    }

    remove(row) {
      if (row.contains(this.status)) this.say("");
      if (this.isWritten(row)) this.removed.set(this.keyOf(row), this.describe(this.keyOf(row)));
      this.unitOf(row).remove();
    }

    // Returns what a marker on the clipboard carries of its note; of an unknown key, only where it would be from.
    describe(key) {
      const { notesArticle: article = "", notesLanguage: language = "" } = this.container.dataset;
      const row = key ? this.find(key) : null;
      const kind = (row && this.kindOf(row)?.value) ?? "";
      return { article, language, kind, html: row?.querySelector("textarea").value ?? "" };
    }

    // Takes notes that come with pasted text: a row that is there and empty gets the text.
    take(notes) {
      const rows = this.byKey();
      for (const note of notes) {
        const row = rows.get(note.key);
        if (!row) this.add(note);
        else if (!this.isStored(row) && !this.isWritten(row) && note.html) this.write(row, note.html);
      }
    }

    async write(row, html) {
      const textarea = row.querySelector("textarea");
      const editor = textarea.nextElementSibling?.matches(".ck-editor") ? await window.enfaceEditors?.open(textarea) : null;
      if (editor) editor.setData(html);
      textarea.value = html;
    }

    // Brings every row up to date with the text: its number or that nobody cites it, and what can be done with it.
    refresh() {
      const order = this.cited();
      const rows = this.byKey();
      for (const key of order) if (!rows.has(key)) rows.set(key, this.add({ key }));
      this.place(order, rows);
      const numbers = new Map(order.map((key, index) => [key, index + 1]));
      for (const [key, row] of rows) {
        const number = numbers.get(key) ?? 0;
        const isIdle = !number && !this.isStored(row) && !this.isWritten(row) && !this.unitOf(row).contains(document.activeElement);
        if (isIdle) this.remove(row);
        else this.show(row, number);
      }
    }

    show(row, number) {
      const { uncited = "not cited", number: numbered = "%s", cite, again } = this.words;
      row.toggleAttribute("data-uncited", number === 0);
      const heading = row.querySelector("[data-note-number]");
      const said = number ? numbered.replace("%s", number) : uncited;
      if (heading.textContent !== said) heading.textContent = said;
      const box = row.querySelector("input[name$='-DELETE']");
      if (box && number) box.checked = false; // what is cited again is not to go
      for (const button of row.querySelectorAll("[data-note-act]")) {
        const act = button.dataset.noteAct;
        if (act === "show") button.hidden = number === 0;
        if (act === "remove") button.hidden = number > 0 || this.isStored(row);
        if (act === "cite") {
          button.hidden = false;
          button.textContent = (number ? again : cite) ?? button.textContent;
        }
      }
    }

    // Says a sentence, below the buttons of a row if it is about one.
    say(sentence, row) {
      if (!this.status) return;
      if (row) row.append(this.status);
      else this.container.prepend(this.status);
      this.status.textContent = sentence ?? "";
    }
  }

  window.enfaceNotes = { ...window.enfaceNotes, NoteRows };
})();
