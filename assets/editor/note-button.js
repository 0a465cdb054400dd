// The button and the shortcut that put a new footnote marker at the cursor, and what opens the note of one that stands
// there: a click, Enter or the shortcut on it. What the page hears of it is in note-page.js.
import { ButtonView, ClickObserver, Command, Plugin } from "ckeditor5";
import { NoteMarker } from "./note-marker.js";
import { tellPage } from "./note-page.js";

const LETTERS = "abcdefghijkmnpqrstuvwxyz23456789"; // 32 that are hard to mistake for one another
const SHORTCUT = "Ctrl+Alt+F";
const ICON =
  '<svg viewBox="0 0 20 20" xmlns="http://www.w3.org/2000/svg">' +
  '<path d="M2 4.5h9V6H2zm0 4h9V10H2zm0 4h12V14H2zm0 4h7V18H2zM15.2 2.2h1.6v7h-1.7V4.4l-1.5.6V3.4z"/></svg>';

// Returns a key nobody else has: 8 of 32 letters, 40 random bits.
export function createKey() {
  return Array.from(crypto.getRandomValues(new Uint8Array(8)), (byte) => LETTERS[byte % 32]).join("");
}

class InsertNoteCommand extends Command {
  refresh() {
    const { schema, document } = this.editor.model;
    this.isEnabled = schema.checkChild(document.selection.focus.parent, "noteMarker");
  }

  // Puts a marker after the selection, which stays as it is, and the cursor behind it. `key` cites a note that exists;
  // without it the note is new and is opened. On a marker that is selected: opens its note.
  execute({ key } = {}) {
    const { editor } = this;
    const { model } = editor;
    const selected = editor.plugins.get(NoteMarker).selected();
    if (selected && !key) {
      tellPage(editor, "note", { key: selected.getAttribute("noteKey"), focus: true });
      return;
    }
    const noteKey = key ?? createKey();
    model.change((writer) => {
      const end = model.document.selection.getLastPosition();
      model.insertObject(writer.createElement("noteMarker", { noteKey }), end, null, { setSelection: "after" });
    });
    editor.editing.view.focus();
    if (!key) tellPage(editor, "note", { key: noteKey, focus: true });
  }
}

class GoToNoteCommand extends Command {
  refresh() {
    this.isEnabled = true;
  }

  // Puts the cursor on the marker of a note, or behind it with `after`. Of several, the one at the cursor or just before
  // it, else the first. Without a marker the cursor stays where it is.
  execute({ key, after = false }) {
    const { editor } = this;
    const found = [...editor.plugins.get(NoteMarker).markers()].filter((marker) => marker.getAttribute("noteKey") === key);
    const { selection } = editor.model.document;
    const near = [selection.getSelectedElement(), selection.getFirstPosition().nodeBefore];
    const marker = found.find((each) => near.includes(each)) ?? found[0];
    if (marker) editor.model.change((writer) => writer.setSelection(marker, after ? "after" : "on"));
    editor.editing.view.focus();
    editor.editing.view.scrollToTheSelection();
  }
}

export class NoteButton extends Plugin {
  static get pluginName() {
    return "NoteButton";
  }

  static get requires() {
    return [NoteMarker];
  }

  init() {
    const { editor } = this;
    const label = editor.config.get("words.footnote");
    const command = new InsertNoteCommand(editor);
    editor.commands.add("insertNote", command);
    // Until somebody has put it there, the cursor is nowhere, whatever CKEditor says.
    editor.ui.focusTracker.on("change:isFocused", () => (command.hasCursor = true));
    editor.commands.add("goToNote", new GoToNoteCommand(editor));
    editor.keystrokes.set(SHORTCUT, (_event, cancel) => {
      cancel();
      editor.execute("insertNote");
    });
    editor.accessibility.addKeystrokeInfos({ keystrokes: [{ label, keystroke: SHORTCUT }] });
    editor.ui.componentFactory.add("footnote", (locale) => {
      const button = new ButtonView(locale);
      button.set({ label, icon: ICON, keystroke: SHORTCUT, tooltip: true });
      button.bind("isEnabled").to(command, "isEnabled");
      button.on("execute", () => editor.execute("insertNote"));
      return button;
    });
    this.openOnMarker();
  }

  openOnMarker() {
    const { editor } = this;
    const { view } = editor.editing;
    const markers = editor.plugins.get(NoteMarker);
    view.addObserver(ClickObserver);
    view.document.on("click", (_event, { domTarget }) => {
      const marker = domTarget.closest(".note-marker") && markers.selected();
      // The cursor stays on the marker: after a click one may as well delete, cut or copy it.
      if (marker) tellPage(editor, "note", { key: marker.getAttribute("noteKey"), focus: false });
    });
    const onKey = (event, data) => {
      const plain = !(data.shiftKey || data.ctrlKey || data.altKey || data.metaKey);
      if (data.domEvent.key === "Escape") tellPage(editor, "note-close");
      if (data.domEvent.key !== "Enter" || !plain || !markers.selected()) return;
      data.preventDefault();
      event.stop();
      editor.execute("insertNote");
    };
    view.document.on("keydown", onKey, { priority: "high" });
  }
}
