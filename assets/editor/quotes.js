// The button and the shortcut for quotation marks: around what is selected, or as a pair with the cursor inside.
//
// They are those of the language at that place, and the inner ones within a quotation of the same paragraph.
import { ButtonView, Command, Plugin } from "ckeditor5";
import { languageAt } from "./part-language.js";

const SHORTCUT = "Ctrl+Shift+2"; // the key with the quotation mark on German, Russian and British keyboards; free everywhere

class QuoteCommand extends Command {
  refresh() {
    const { schema, document } = this.editor.model;
    const places = [document.selection.getFirstPosition(), document.selection.getLastPosition()];
    this.isEnabled = places.every((place) => schema.checkChild(place, "$text"));
  }

  execute() {
    const { model } = this.editor;
    const { selection } = model.document;
    model.change((writer) => {
      if (selection.isCollapsed) this.insertPair(writer, selection);
      else this.surround(writer, trim(selection.getFirstRange(), model));
    });
    this.editor.editing.view.focus();
  }

  insertPair(writer, selection) {
    const place = selection.getFirstPosition();
    const attributes = new Map(selection.getAttributes());
    const [open, close] = this.choose(place, attributes);
    writer.insertText(open + close, attributes, place);
    writer.setSelection(place.getShiftedBy(open.length));
    writer.setSelectionAttribute(attributes);
  }

  surround(writer, { start, end }) {
    const first = attributesAround(start);
    const last = attributesAround(end);
    keepInOnePart(first, last, start, end);
    const [open, close] = this.choose(start, first);
    writer.insertText(close, last, end);
    writer.insertText(open, first, start);
    const behind = start.parent === end.parent ? end.getShiftedBy(open.length) : end;
    writer.setSelection(writer.createRange(start.getShiftedBy(open.length), behind));
  }

  // Returns the opening and the closing mark for a place whose text has these attributes.
  choose(place, attributes) {
    const { model, config } = this.editor;
    const table = config.get("quotes");
    const text = config.get("language.content");
    const marks = table[languageAt(place, attributes)] ?? table[text] ?? table.en;
    let before = "";
    for (const item of model.createRange(model.createPositionAt(place.parent, 0), place).getItems()) before += item.data ?? " ";
    return isWithinQuotation(before, marks) ? marks.slice(2) : marks.slice(0, 2);
  }
}

// Whether a quotation was opened in the text and not closed again.
export function isWithinQuotation(text, marks) {
  const [open, close] = marks.map((mark) => mark.trim());
  let depth = 0;
  for (const letter of text) {
    if (letter === open && (open !== close || depth === 0)) depth += 1;
    else if (letter === close && depth > 0) depth -= 1;
  }
  return depth > 0;
}

// Returns a range without the spaces at its ends: a word selected by a double click often has one.
function trim({ start, end }, model) {
  const isSpace = (place) => {
    if (place.offset < 0 || place.offset >= place.parent.maxOffset) return false;
    const range = model.createRange(place, place.getShiftedBy(1));
    return [...range.getItems()].every((item) => item.data === " ");
  };
  while (start.isBefore(end) && isSpace(start)) start = start.getShiftedBy(1);
  while (end.isAfter(start) && end.offset > 0 && isSpace(end.getShiftedBy(-1))) end = end.getShiftedBy(-1);
  return { start, end };
}

// Gives both marks the language of the part in which they stand: within it, if more of it stands around them; else outside.
function keepInOnePart(first, last, start, end) {
  const value = (start.textNode ?? start.nodeAfter)?.getAttribute("language");
  const same = value && value === (end.textNode ?? end.nodeBefore)?.getAttribute("language");
  const within = same && [first.get("language"), last.get("language")].includes(value);
  for (const attributes of [first, last]) {
    if (within) attributes.set("language", value);
    else attributes.delete("language");
  }
}

// Returns the attributes text on both sides of a place has: a mark at the end of an italic title is not italic.
function attributesAround({ textNode, nodeBefore, nodeAfter }) {
  if (textNode) return new Map(textNode.getAttributes());
  if (!nodeBefore?.is("$text") || !nodeAfter?.is("$text")) return new Map();
  return new Map([...nodeBefore.getAttributes()].filter(([key, value]) => nodeAfter.getAttribute(key) === value));
}

export class Quotes extends Plugin {
  static get pluginName() {
    return "Quotes";
  }

  init() {
    const { editor } = this;
    const table = editor.config.get("quotes");
    const [open, close] = table[editor.config.get("language.content")] ?? table.en;
    const name = editor.config.get("words.quotes");
    const command = new QuoteCommand(editor);
    editor.commands.add("quotes", command);
    editor.keystrokes.set(SHORTCUT, (_event, cancel) => {
      cancel();
      if (command.isEnabled) editor.execute("quotes");
    });
    editor.accessibility.addKeystrokeInfos({ keystrokes: [{ label: name, keystroke: SHORTCUT }] });
    editor.ui.componentFactory.add("quotes", (locale) => {
      const button = new ButtonView(locale);
      button.set({ label: `${open} ${close}`, withText: true, ariaLabel: name, ariaLabelledBy: undefined });
      button.set({ tooltip: `${name} (${SHORTCUT})`, class: "quotes-button" });
      button.bind("isEnabled").to(command, "isEnabled");
      button.on("execute", () => editor.execute("quotes"));
      return button;
    });
  }
}
