// Home, End and the keys for pages while a marker, an image or a line is selected. CKEditor keeps the browser's own
// selection away from the text then, so that these keys would move nothing.
import { Plugin } from "ckeditor5";

const KEYS = new Set(["Home", "End", "PageUp", "PageDown"]);

export class KeysOnObjects extends Plugin {
  static get pluginName() {
    return "KeysOnObjects";
  }

  init() {
    const { document } = this.editor.editing.view;
    const leave = (_event, { domEvent }) => {
      const object = document.selection.isFake && this.editor.model.document.selection.getSelectedElement();
      if (!object || domEvent.altKey || !KEYS.has(domEvent.key)) return;
      if (domEvent.ctrlKey && /^(?:Home|End)$/.test(domEvent.key)) this.goToEdge(object, domEvent);
      else this.stepBeside(object, domEvent);
    };
    document.on("keydown", leave, { priority: "high" });
  }

  // Goes to the edge of the text; with Shift all from the object up to there is selected.
  goToEdge(object, domEvent) {
    const { model, editing } = this.editor;
    const goesBack = domEvent.key === "Home";
    const edge = model.schema.getNearestSelectionRange(
      model.createPositionAt(model.document.getRoot(), goesBack ? 0 : "end"),
      goesBack ? "forward" : "backward",
    );
    const around = model.createRangeOn(object);
    domEvent.preventDefault();
    model.change((writer) => {
      if (!domEvent.shiftKey) writer.setSelection(edge);
      else if (goesBack) writer.setSelection(writer.createRange(edge.start, around.end), { backward: true });
      else writer.setSelection(writer.createRange(around.start, edge.end));
    });
    editing.view.scrollToTheSelection();
  }

  // Puts the cursor beside the object, from where the browser does what the key means. With Shift the object stays within
  // what is selected; at the edge of its line it is all of that already. A block has no line.
  stepBeside(object, { key, shiftKey }) {
    const { model } = this.editor;
    const goesBack = key === "Home" || key === "PageUp";
    const isInLine = model.schema.isInline(object);
    if (!isInLine && (shiftKey || key === "Home" || key === "End")) return;
    if (shiftKey && !(goesBack ? object.previousSibling : object.nextSibling)) return;
    const isBefore = goesBack !== shiftKey;
    const position = model.createPositionAt(object, isBefore ? "before" : "after");
    const place = model.schema.getNearestSelectionRange(position, isBefore ? "backward" : "forward");
    if (place) model.change((writer) => writer.setSelection(place));
  }
}
