// Keeps `scope` of header cells, by which a reading voice knows what a cell is about.
import { Plugin } from "ckeditor5";

export class TableHeaders extends Plugin {
  static get pluginName() {
    return "TableHeaders";
  }

  afterInit() {
    const { conversion, model } = this.editor;
    model.schema.extend("tableCell", { allowAttributes: "headerScope" });
    conversion.for("upcast").attributeToAttribute({ view: { name: "th", key: "scope" }, model: "headerScope" });
    conversion.for("downcast").attributeToAttribute({ model: { name: "tableCell", key: "headerScope" }, view: "scope" });
  }
}
