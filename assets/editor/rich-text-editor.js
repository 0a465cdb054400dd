// CKEditor's classic editor on a textarea that always holds the text as it will be stored.
import { ClassicEditor } from "ckeditor5";

export class RichTextEditor extends ClassicEditor {
  constructor(...parameters) {
    super(...parameters);
    this.changed = false;
    this.on("ready", () => {
      // At once, not after a pause: setting the value of a textarea while one of the editor's menus has the focus makes
      // CKEditor lose the cursor.
      this.model.document.on("change:data", () => {
        this.changed = true;
        this.updateSourceElement();
      });
    });
  }

  // Writes the text to the textarea and tells the page, as typing into the textarea would. CKEditor calls this too, when
  // the form is sent: a text nobody has touched stays as it came, byte for byte.
  updateSourceElement() {
    if (this.plugins.has("SourceView")) this.plugins.get("SourceView").takeOver();
    if (!this.changed) return;
    const html = this.getData({ skipListItemIds: true });
    if (html === this.sourceElement.value) return;
    this.sourceElement.value = html;
    this.sourceElement.dispatchEvent(new Event("input", { bubbles: true }));
  }
}
RichTextEditor.builtinPlugins = [];
