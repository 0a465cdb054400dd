// A line below the text that says what became of what was pasted. It stays until it is closed or something else is pasted.
import { Plugin } from "ckeditor5";

const CROSS =
  '<svg viewBox="0 0 20 20" width="14" height="14" aria-hidden="true"><path d="m4 4 12 12M16 4 4 16" stroke="currentColor" stroke-width="2"/></svg>';

export class PasteNotice extends Plugin {
  static get pluginName() {
    return "PasteNotice";
  }

  init() {
    this.editor.once("ready", () => this.build());
  }

  // Made empty with the editor, so that reading voices hear of it when it gets its words.
  build() {
    const { element } = this.editor.ui.view;
    if (!element) return;
    this.region = document.createElement("div");
    this.region.className = "editor-notice";
    this.status = document.createElement("p");
    this.status.setAttribute("role", "status");
    const close = document.createElement("button");
    close.type = "button";
    close.innerHTML = CROSS;
    close.setAttribute("aria-label", this.editor.config.get("words.noticeClose"));
    close.addEventListener("click", () => {
      this.clear();
      this.editor.editing.view.focus();
    });
    this.region.append(this.status, close);
    element.append(this.region);
  }

  // Says sentences: each is [name among the words, what stands for its %s].
  say(...sentences) {
    if (!this.region) return;
    const { locale, config } = this.editor;
    const show = (value) => (typeof value === "number" ? value.toLocaleString(locale.uiLanguage) : (value ?? ""));
    const words = sentences.map(([name, value]) => config.get(`words.${name}`).replace("%s", () => show(value)));
    this.status.textContent = words.join(" ");
    this.region.toggleAttribute("data-filled", words.length > 0);
    if (words.length) setTimeout(() => this.uncoverCursor());
  }

  // The line sticks to the foot of the window: scrolls so far that it does not cover the cursor.
  uncoverCursor() {
    const { view } = this.editor.editing;
    if (!view.document.isFocused) return;
    view.scrollToTheSelection({ viewportOffset: { top: 20, bottom: 20 + this.region.offsetHeight, left: 20, right: 20 } });
  }

  clear() {
    this.say();
  }
}
