// The button and the shortcut that put a new footnote marker at the cursor.
//
// The textarea of the text then fires `enface:note` (bubbling, `detail.key` the new key): the page opens the note.
import { ButtonView, Command, Plugin } from "ckeditor5";
import { NoteMarker } from "./note-marker.js";

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

  // Puts the marker after the selection, which stays as it is; `key` cites a note that exists.
  execute({ key } = {}) {
    const { editor } = this;
    const { model } = editor;
    const noteKey = key ?? createKey();
    model.change((writer) => {
      const end = model.document.selection.getLastPosition();
      model.insertObject(writer.createElement("noteMarker", { noteKey }), end, null, { setSelection: "after" });
    });
    editor.editing.view.focus();
    if (key) return;
    const detail = { key: noteKey };
    editor.sourceElement?.dispatchEvent(new CustomEvent("enface:note", { bubbles: true, detail }));
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
  }
}
