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
    // What is written in the view of the HTML (a paste is cleaned elsewhere).
    this.editor.data.on("set", (_event, given) => {
      if (typeof given[0] === "string") given[0] = dropHugeSpans(given[0]);
      else given[0] = Object.fromEntries(Object.entries(given[0]).map(([name, html]) => [name, dropHugeSpans(html)]));
    }, { priority: "high" });
  }
}

// CKEditor breaks down where a table has many thousand columns, and what was written would be lost.
function dropHugeSpans(html) {
  return html.replace(/<t[dh]\s[^>]*>/gi, (tag) => tag.replace(/\s(?:col|row)span\s*=\s*(["']?)\s*\d{3,}\s*\1/gi, ""));
}
