// The HTML of the text, for administrators: the server gives this plugin to nobody else, and cleans what comes back.
import { Plugin, SourceEditing } from "ckeditor5";

export class SourceView extends Plugin {
  static get pluginName() {
    return "SourceView";
  }

  static get requires() {
    return [SourceEditing];
  }

  init() {
    const { editor } = this;
    const view = editor.plugins.get(SourceEditing);
    // After CKEditor's own, which makes the control and names it in English.
    this.listenTo(view, "change:isSourceEditingMode", (_event, _name, isOpen) => isOpen && this.describe(), { priority: "low" });
  }

  describe() {
    const control = this.editor.ui.getEditableElement("sourceEditing:main");
    control.setAttribute("aria-label", this.editor.config.get("words.source"));
    control.lang = "";
    control.dir = "ltr";
    control.spellcheck = false;
  }

  // Takes over what was changed in the HTML; for a form that is sent while it is open.
  takeOver() {
    this.editor.plugins.get(SourceEditing).updateEditorData();
  }
}
