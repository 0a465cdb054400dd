// Keeps `<cite>`, the name of a work or a source.
import { Plugin } from "ckeditor5";

export class Citation extends Plugin {
  static get pluginName() {
    return "Citation";
  }

  init() {
    const { conversion, model } = this.editor;
    model.schema.extend("$text", { allowAttributes: "cite" });
    model.schema.setAttributeProperties("cite", { isFormatting: true, copyOnEnter: true });
    conversion.attributeToElement({ model: "cite", view: "cite" });
  }
}
