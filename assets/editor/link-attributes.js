// Keeps `hreflang` and `title` of links, which belong to their address and go with it.
import { Plugin } from "ckeditor5";

const ATTRIBUTES = { hreflang: "linkHreflang", title: "linkTitle" };

export class LinkAttributes extends Plugin {
  static get pluginName() {
    return "LinkAttributes";
  }

  init() {
    const { conversion, model } = this.editor;
    for (const [attribute, key] of Object.entries(ATTRIBUTES)) {
      model.schema.extend("$text", { allowAttributes: key });
      model.schema.setAttributeProperties(key, { isFormatting: true });
      conversion.for("upcast").attributeToAttribute({ view: { name: "a", key: attribute }, model: key });
      conversion.for("downcast").attributeToElement({
        model: key,
        // CKEditor's own links have priority 5: with the same, both become one element.
        view: (value, { writer }) => value && writer.createAttributeElement("a", { [attribute]: value }, { priority: 5 }),
      });
    }
    model.document.registerPostFixer((writer) => this.dropWithoutAddress(writer));
  }

  // Removes what is left on text whose link was removed; without this an <a> without address would stay.
  dropWithoutAddress(writer) {
    const { differ } = this.editor.model.document;
    let dropped = false;
    for (const change of differ.getChanges()) {
      if (change.type !== "attribute" || change.attributeKey !== "linkHref" || change.attributeNewValue !== null) continue;
      for (const item of change.range.getItems()) {
        for (const key of Object.values(ATTRIBUTES)) {
          if (!item.hasAttribute(key)) continue;
          writer.removeAttribute(key, item);
          dropped = true;
        }
      }
    }
    return dropped;
  }
}
