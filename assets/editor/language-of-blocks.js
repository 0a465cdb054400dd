// Keeps `lang` on blocks. Within a line CKEditor's TextPartLanguage does it; blocks and lists it leaves out.
import { Plugin } from "ckeditor5";

const BLOCKS = ["$block", "blockQuote", "table", "tableCell", "caption"];
const BLOCK_TAGS = /^(p|h2|h3|blockquote|table|td|th|caption)$/;
const LISTS = { item: { key: "itemLanguage", tags: ["li"] }, list: { key: "listLanguage", tags: ["ul", "ol"] } };

export class LanguageOfBlocks extends Plugin {
  static get pluginName() {
    return "LanguageOfBlocks";
  }

  init() {
    if (this.editor.plugins.has("ListEditing")) for (const scope of Object.keys(LISTS)) this.keepOnLists(scope);
  }

  afterInit() {
    const { conversion, model } = this.editor;
    for (const block of BLOCKS) {
      if (block === "$block" || model.schema.isRegistered(block)) {
        model.schema.extend(block, { allowAttributes: "blockLanguage" });
      }
    }
    conversion.for("upcast").attributeToAttribute({ view: { name: BLOCK_TAGS, key: "lang" }, model: "blockLanguage" });
    conversion.for("downcast").attributeToAttribute({ model: "blockLanguage", view: "lang" });
  }

  // A list is paragraphs with attributes in CKEditor's model; `ul` and `li` exist only in HTML.
  keepOnLists(scope) {
    const { editor } = this;
    const { key, tags } = LISTS[scope];
    editor.model.schema.extend("$listItem", { allowAttributes: key });
    editor.plugins.get("ListEditing").registerDowncastStrategy({
      scope,
      attributeName: key,
      setAttributeOnDowncast: (writer, language, element) => language && writer.setAttribute("lang", language, element),
    });
    editor.conversion.for("upcast").add((dispatcher) => {
      for (const tag of tags) dispatcher.on(`element:${tag}`, (_event, ...parts) => readLanguage(key, ...parts), { priority: "low" });
    });
  }
}

// Runs after CKEditor has read the list: the blocks directly in it are those of the lowest indent.
function readLanguage(key, { viewItem, modelRange }, { consumable, writer }) {
  if (!modelRange || !consumable.consume(viewItem, { attributes: ["lang"] })) return;
  const blocks = [...modelRange.getItems({ shallow: true })].filter((item) => item.hasAttribute("listItemId"));
  const indent = Math.min(...blocks.map((block) => block.getAttribute("listIndent")));
  for (const block of blocks) {
    if (block.getAttribute("listIndent") === indent) writer.setAttribute(key, viewItem.getAttribute("lang"), block);
  }
}
