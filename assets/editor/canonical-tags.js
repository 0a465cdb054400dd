// Writes the tags the sanitiser would write (journal/text/sanitize.py), so that saving a text does not change it again.
import { Plugin } from "ckeditor5";

export class CanonicalTags extends Plugin {
  static get pluginName() {
    return "CanonicalTags";
  }

  init() {
    // Runs after CKEditor's own, which writes reversed="reversed".
    if (!this.editor.plugins.has("ListPropertiesEditing")) return;
    this.editor.plugins.get("ListEditing").registerDowncastStrategy({
      scope: "list",
      attributeName: "listReversed",
      setAttributeOnDowncast: (writer, reversed, list) => reversed && writer.setAttribute("reversed", "", list),
    });
  }

  afterInit() {
    const { conversion, model } = this.editor;
    conversion.for("dataDowncast").attributeToElement({ model: "italic", view: "em", converterPriority: "high" });
    // CKEditor adds a direction to every part in another language, and leaves markers out of it.
    conversion.for("dataDowncast").attributeToElement({
      model: "language",
      view: (language, { writer }, { item }) => {
        if (!language || !(item.is("$textProxy") || model.schema.isInline(item))) return null;
        // Within a link and around everything else: a part with an emphasis in it stays one part.
        return writer.createAttributeElement("span", { lang: languageCode(language) }, { priority: 6 });
      },
      converterPriority: "high",
    });
    // `class="table"`, which nothing needs
    conversion.for("dataDowncast").add((dispatcher) => {
      dispatcher.on("insert:table", (_event, { item }, api) => dropClasses(item, api), { priority: "lowest" });
    });
    // A language on a tag within a line means the same as a `span` around it.
    conversion.for("upcast").attributeToAttribute({
      view: { name: /^(a|b|cite|code|em|i|strong|sub|sup)$/, key: "lang" },
      model: { key: "language", value: (element) => `${element.getAttribute("lang")}:ltr` },
    });
  }
}

function dropClasses(item, { mapper, writer }) {
  const element = mapper.toViewElement(item);
  for (const name of [...element.getClassNames()]) writer.removeClass(name, element);
}

// CKEditor keeps the language of a part as "hy:ltr".
function languageCode(language) {
  return language.split(":")[0];
}
