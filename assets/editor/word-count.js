// Words and characters of the text, shown under the editor and said on demand, never while somebody types.
import { Plugin } from "ckeditor5";
import { count } from "./counting.js";

const SHORTCUT = "Ctrl+Alt+W";
const PAUSE = 300; // milliseconds after the last letter

export class WordCount extends Plugin {
  static get pluginName() {
    return "WordCount";
  }

  init() {
    const { editor } = this;
    const label = editor.config.get("words.countSay");
    editor.keystrokes.set(SHORTCUT, (_event, cancel) => {
      cancel();
      this.show();
      editor.ui.ariaLiveAnnouncer.announce(this.shown.textContent);
    });
    editor.accessibility.addKeystrokeInfos({ keystrokes: [{ label, keystroke: SHORTCUT }] });
    editor.once("ready", () => this.start());
  }

  start() {
    const { editor } = this;
    const { sourceElement } = editor;
    this.shown = document.createElement("p");
    this.shown.className = "word-count";
    editor.ui.view.element.after(this.shown);
    this.show();
    this.onInput = () => {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.show(), PAUSE);
    };
    sourceElement.addEventListener("input", this.onInput);
  }

  show() {
    const { words, characters } = count(this.editor.sourceElement.value);
    const texts = this.editor.config.get("words");
    const { format } = new Intl.NumberFormat(document.documentElement.lang || undefined);
    this.shown.textContent = `${texts.count.replace("%s", format(words))} · ${texts.countCharacters.replace("%s", format(characters))}`;
  }

  destroy() {
    clearTimeout(this.timer);
    this.editor.sourceElement?.removeEventListener("input", this.onInput);
    this.shown?.remove();
    super.destroy();
  }
}
