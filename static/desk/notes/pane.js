/* The note that is open beside the text. Its row stays where it is in the document and is only shown elsewhere, by the
 * class `note-open` (notes.css): beside the text on wide screens, at the foot of narrow ones and of the facing desk. */
(() => {
  "use strict";

  const MARGIN = 16; // pixels between the note and the edges of the window

  class NotePane {
    constructor(rows) {
      this.rows = rows;
      this.row = null;
      this.text = null; // the textarea the note was opened from
      this.main = null; // its editor
      this.growing = new ResizeObserver(() => this.position(this.main)); // its editor comes, words are typed
      document.addEventListener("keydown", (event) => this.onKey(event));
    }

    get unit() {
      return this.row && this.rows.unitOf(this.row);
    }

    // Shows a row beside the text; with `focus` the cursor goes into it.
    async open(row, { text, focus }) {
      if (this.row !== row) this.close();
      this.row = row;
      this.text = text;
      this.unit.classList.add("note-open");
      document.documentElement.classList.add("has-open-note");
      for (const button of row.querySelectorAll("[data-note-act='close']")) button.hidden = false;
      this.main = await this.editorOf(text);
      if (this.row !== row) return;
      this.growing.observe(this.unit);
      const textarea = row.querySelector("textarea");
      const editor = await this.editorOf(textarea);
      if (this.row !== row) return;
      this.position(this.main);
      if (!focus) return;
      if (editor) editor.editing.view.focus();
      else textarea.focus();
    }

    editorOf(textarea) {
      return window.enfaceEditors?.open(textarea);
    }

    // Puts the row back into the list; the focus stays where it is, unless it was in the row and `back` is not asked.
    close() {
      if (!this.row) return;
      this.growing.disconnect();
      this.unit.classList.remove("note-open");
      this.unit.style.removeProperty("--note-top");
      document.documentElement.classList.remove("has-open-note");
      for (const button of this.row.querySelectorAll("[data-note-act='close']")) button.hidden = true;
      this.row = null;
    }

    // Closes the note and puts the cursor behind its marker.
    async leave() {
      const { row, text } = this;
      if (!row) return;
      const key = this.rows.keyOf(row);
      this.close();
      const editor = await this.editorOf(text);
      if (editor) editor.execute("goToNote", { key, after: true });
      else text.focus();
      this.rows.refresh();
    }

    onKey(event) {
      if (event.key !== "Escape" || event.defaultPrevented || event.isComposing || !this.unit?.contains(event.target)) return;
      event.preventDefault();
      this.leave();
    }

    // Beside: level with the marker as far as the window allows. At the foot: the marker is scrolled out from under it.
    position(editor) {
      const marker = editor && this.findMarker(editor);
      if (!marker || !this.unit) return;
      const line = marker.getBoundingClientRect();
      const box = this.unit.getBoundingClientRect();
      if (getComputedStyle(this.unit).getPropertyValue("--note-place").trim() === "beside") {
        const lowest = window.innerHeight - box.height - MARGIN;
        this.unit.style.setProperty("--note-top", `${Math.max(Math.min(line.top - MARGIN, lowest), MARGIN)}px`);
      } else if (line.bottom > box.top) window.scrollBy({ top: line.bottom - box.top + 3 * MARGIN });
    }

    findMarker(editor) {
      const { activeElement } = document;
      const selected = editor.editing.view.getDomRoot()?.querySelector(".note-marker.ck-widget_selected");
      if (selected && editor.editing.view.getDomRoot().contains(activeElement)) return selected;
      const key = this.rows.keyOf(this.row);
      for (const marker of editor.plugins.get("NoteMarker").markers()) {
        if (marker.getAttribute("noteKey") !== key) continue;
        return editor.editing.view.domConverter.mapViewToDom(editor.editing.mapper.toViewElement(marker)) ?? null;
      }
      return null;
    }
  }

  window.enfaceNotes = { ...window.enfaceNotes, NotePane };
})();
