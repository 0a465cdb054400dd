// The footnote marker: `<sup data-note="key"></sup>` in the text, a small widget with its number in the editor.
// Numbers follow reading order and are only shown, never stored; a key cited again shows the same number.
import { Plugin, toWidget, viewToModelPositionOutsideModelElement, Widget } from "ckeditor5";
import { describeNote } from "./note-page.js";

const KEY = /^[a-z0-9]{1,32}$/;
const SHOWN_AS = "note-marker";
const NOT_ON_A_MARKER = new Set(["linkHref", "linkTitle", "linkHreflang", "superscript", "subscript"]);

export class NoteMarker extends Plugin {
  static get pluginName() {
    return "NoteMarker";
  }

  static get requires() {
    return [Widget];
  }

  init() {
    const { editor } = this;
    const { schema } = editor.model;
    schema.register("noteMarker", { inheritAllFrom: "$inlineObject", allowAttributes: ["noteKey"] });
    // A marker becomes a link on the page: within another link, or raised twice, it would be invalid or ugly.
    schema.addAttributeCheck(({ last }, name) => {
      if (last.name === "noteMarker" && NOT_ON_A_MARKER.has(name)) return false;
    });
    this.defineConversions();
    editor.editing.mapper.on(
      "viewToModelPosition",
      viewToModelPositionOutsideModelElement(editor.model, (element) => element.hasClass(SHOWN_AS)),
    );
    // Last of all: by then the change has reached the editing view.
    editor.model.document.on("change:data", () => this.renumber(), { priority: "lowest" });
  }

  defineConversions() {
    const { conversion } = this.editor;
    // Ahead of Superscript, and without its children: whatever a marker contains is not part of the text.
    conversion.for("upcast").add((dispatcher) => dispatcher.on("element:sup", readMarker, { priority: "highest" }));
    // An empty element, since CKEditor fills an empty container with a no-break space. On the clipboard, and only there,
    // the marker carries its note along.
    conversion.for("dataDowncast").elementToElement({
      model: { name: "noteMarker", attributes: ["noteKey"] },
      view: (marker, { writer, options }) => {
        const key = marker.getAttribute("noteKey");
        const note = options.isClipboardPipeline ? describeNote(this.editor, key) : {};
        return writer.createEmptyElement("sup", { "data-note": key, ...note });
      },
    });
    // Named as a button, since a press opens the note: `doc-noteref` is for links only (ARIA in HTML).
    conversion.for("editingDowncast").elementToElement({
      model: { name: "noteMarker", attributes: ["noteKey"] },
      view: (marker, { writer }) => {
        const element = writer.createContainerElement("span", { class: SHOWN_AS, role: "button" });
        return toWidget(element, writer, { label: () => element.getAttribute("aria-label") });
      },
    });
  }

  // Returns the markers within a part of the model, by default those of the text, in reading order.
  *markers(part = this.editor.model.document.getRoot()) {
    for (const item of this.editor.model.createRangeIn(part).getItems()) {
      if (item.is("element", "noteMarker")) yield item;
    }
  }

  // Returns the marker that is selected and nothing else with it, or null.
  selected() {
    const element = this.editor.model.document.selection.getSelectedElement();
    return element?.is("element", "noteMarker") ? element : null;
  }

  // Returns the number of every key: the order of first mention, from 1.
  numbers() {
    const numbers = new Map();
    for (const marker of this.markers()) {
      const key = marker.getAttribute("noteKey");
      if (!numbers.has(key)) numbers.set(key, numbers.size + 1);
    }
    return numbers;
  }

  label(number) {
    return this.editor.config.get("words.footnoteNumber").replace("%s", number);
  }

  // Puts the right number on every marker shown. Only what differs is touched.
  renumber() {
    const { editing } = this.editor;
    const numbers = this.numbers();
    editing.view.change((writer) => {
      for (const marker of this.markers()) {
        const element = editing.mapper.toViewElement(marker);
        const number = String(numbers.get(marker.getAttribute("noteKey")));
        if (!element || element.getAttribute("data-number") === number) continue;
        writer.setAttribute("data-number", number, element);
        writer.setAttribute("aria-label", this.label(number), element);
      }
    });
  }
}

function readMarker(_event, data, { consumable, safeInsert, updateConversionResult, writer }) {
  const key = data.viewItem.getAttribute("data-note");
  const pattern = { name: true, attributes: ["data-note"] };
  if (!KEY.test(key ?? "") || !consumable.test(data.viewItem, pattern)) return;
  const marker = writer.createElement("noteMarker", { noteKey: key });
  if (!safeInsert(marker, data.modelCursor)) return;
  consumable.consume(data.viewItem, pattern);
  updateConversionResult(marker, data);
}
