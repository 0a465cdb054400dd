// The button for the language of a part of the text: `<span lang="la">`.
//
// CKEditor keeps the attribute (as "la:ltr"); the command and the menu are ours: with the cursor within such a part the whole
// of it is changed, and what an import has marked as a whole paragraph can be unmarked as well.
import {
  addListToDropdown,
  Collection,
  Command,
  createDropdown,
  findAttributeRange,
  getLanguageDirection,
  Plugin,
  TextPartLanguageEditing,
  UIModel,
} from "ckeditor5";

const ON_BLOCKS = ["blockLanguage", "itemLanguage", "listLanguage"];
const ICON =
  '<svg viewBox="0 0 20 20" xmlns="http://www.w3.org/2000/svg"><path fill="none" stroke="currentColor" stroke-width="1.4" ' +
  'd="M10 2.2a7.8 7.8 0 1 0 0 15.6 7.8 7.8 0 0 0 0-15.6zm0 0c5 5 5 10.6 0 15.6m0-15.6c-5 5-5 10.6 0 15.6M3 7.5h14M3 12.5h14"/>' +
  "</svg>";

// Returns the element and the attribute that say the language of the block a position stands in, or null.
function findMarkedBlock(position) {
  for (const element of position.getAncestors({ parentFirst: true })) {
    const key = element.is("element") && ON_BLOCKS.find((name) => element.hasAttribute(name));
    if (key) return { element, key };
  }
  return null;
}

// Returns the language at a position whose text has these attributes (a Map); undefined where it is that of the whole text.
export function languageAt(position, attributes) {
  const inLine = attributes.get("language");
  if (inLine) return inLine.split(":")[0];
  const marked = findMarkedBlock(position);
  return marked?.element.getAttribute(marked.key);
}

class PartLanguageCommand extends Command {
  refresh() {
    const { model } = this.editor;
    const { selection } = model.document;
    this.isEnabled = model.schema.checkAttributeInSelection(selection, "language");
    this.value = languageAt(selection.getFirstPosition(), this.firstAttributes(selection)) ?? null;
  }

  firstAttributes(selection) {
    if (selection.isCollapsed) return new Map(selection.getAttributes());
    for (const item of selection.getFirstRange().getItems()) if (item.is("$textProxy")) return new Map(item.getAttributes());
    return new Map();
  }

  // `language` is a tag; without one, what is selected is in the language of the text again.
  execute({ language } = {}) {
    const { model } = this.editor;
    const { selection } = model.document;
    const value = language && `${language}:${getLanguageDirection(language)}`;
    model.change((writer) => {
      for (const range of this.ranges(selection)) {
        if (value) writer.setAttribute("language", value, range);
        else writer.removeAttribute("language", range);
      }
      // What is typed next
      if (selection.isCollapsed && value) writer.setSelectionAttribute("language", value);
      else if (selection.isCollapsed) writer.removeSelectionAttribute("language");
      if (value) return;
      for (const block of [...selection.getSelectedBlocks()]) {
        const marked = findMarkedBlock(model.createPositionAt(block, 0));
        if (marked) writer.removeAttribute(marked.key, marked.element);
      }
    });
  }

  // Returns the ranges to change: what is selected, or the part around the cursor; none at the edges of a part, where
  // somebody wants to go on typing in another language.
  ranges(selection) {
    const { model } = this.editor;
    if (!selection.isCollapsed) return [...model.schema.getValidRanges(selection.getRanges(), "language")];
    const value = selection.getAttribute("language");
    const place = selection.getFirstPosition();
    const range = value && findAttributeRange(place, "language", value, model);
    return range && range.start.isBefore(place) && range.end.isAfter(place) ? [range] : [];
  }
}

export class PartLanguage extends Plugin {
  static get pluginName() {
    return "PartLanguage";
  }

  static get requires() {
    return [TextPartLanguageEditing];
  }

  init() {
    const { editor } = this;
    const words = editor.config.get("words");
    const command = new PartLanguageCommand(editor);
    const names = new Map(editor.config.get("partLanguages"));
    editor.commands.add("partLanguage", command);
    editor.conversion.for("editingDowncast").attributeToElement({
      model: "language",
      view: (value, { writer }, { item }) => {
        if (!value || !(item.is("$textProxy") || item.is("documentSelection"))) return null;
        const [lang, dir] = value.split(":");
        return writer.createAttributeElement("span", { lang, dir }, { priority: 6 }); // as in canonical-tags.js
      },
      converterPriority: "high",
    });
    editor.ui.componentFactory.add("partLanguage", (locale) => {
      const dropdown = createDropdown(locale);
      dropdown.bind("class").to(command, "value", (code) => `part-language${code ? " part-language-on" : ""}`);
      dropdown.buttonView.set({ icon: ICON, tooltip: true });
      dropdown.buttonView.bind("label").to(command, "value", (code) => {
        return code ? `${words.language}: ${names.get(code) ?? code}` : words.language;
      });
      dropdown.bind("isEnabled").to(command, "isEnabled");
      addListToDropdown(dropdown, () => this.listLanguages(command), { ariaLabel: words.language, role: "menu" });
      this.listenTo(dropdown, "execute", ({ source }) => {
        editor.execute("partLanguage", { language: source.language });
        editor.editing.view.focus();
      });
      return dropdown;
    });
  }

  // The journal's own languages first, as in the table of languages; then the others.
  listLanguages(command) {
    const words = this.editor.config.get("words");
    const list = new Collection([makeItem(command, "", words.languageRemove)]);
    const own = new Collection();
    const other = new Collection();
    const ours = this.editor.config.get("journalLanguages");
    for (const [code, name] of this.editor.config.get("partLanguages")) {
      (ours.includes(code) ? own : other).add(makeItem(command, code, name));
    }
    if (own.length) list.add({ type: "group", label: words.languagesOwn, items: own });
    list.add({ type: "group", label: words.languagesOther, items: other });
    return list;
  }
}

function makeItem(command, language, label) {
  const model = new UIModel({ label, language, withText: true, role: "menuitemradio" });
  model.bind("isOn").to(command, "value", (value) => (value ?? "") === language);
  return { type: "button", model };
}
