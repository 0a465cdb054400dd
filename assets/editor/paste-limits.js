// What is too much to paste. Decided by counting characters, before anything is read or parsed.
import { Plugin } from "ckeditor5";
import { PasteNotice } from "./paste-notice.js";

const MOST_PASTED = 2_000_000; // characters of HTML, as office programs write it: a book chapter has a tenth of it

export class PasteLimits extends Plugin {
  static get pluginName() {
    return "PasteLimits";
  }

  static get requires() {
    return [PasteNotice];
  }

  init() {
    const { document } = this.editor.editing.view;
    for (const name of ["paste", "drop"]) {
      document.on(name, (...parts) => this.refuseTooMuch(...parts), { priority: "highest" });
    }
  }

  refuseTooMuch(event, data) {
    const size = Math.max(...["text/html", "text/plain"].map((type) => data.dataTransfer.getData(type).length));
    if (size <= MOST_PASTED) return;
    data.preventDefault();
    event.stop();
    this.editor.plugins.get(PasteNotice).say(["pasteTooLarge", size]);
  }
}
