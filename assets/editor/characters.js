// The characters of the text's language that keyboards hide, one press away; behind "More" stands CKEditor's own collection.
import {
  addToolbarToDropdown,
  ButtonView,
  createDropdown,
  IconSpecialCharacters,
  Plugin,
  SpecialCharacters,
  SpecialCharactersEssentials,
} from "ckeditor5";

const INVISIBLE = /^[\s\u00ad]$/;
// Shown on a letter: the accent, and the Armenian marks, which are small and stand at the upper edge of the line.
const ON_A_LETTER = { "\u0301": "а", "՞": "ա", "՜": "ա", "՛": "ա", "՝": "ա", "՟": "ա" };

export class Characters extends Plugin {
  static get pluginName() {
    return "Characters";
  }

  static get requires() {
    return [SpecialCharacters, SpecialCharactersEssentials];
  }

  init() {
    const { editor } = this;
    const label = editor.config.get("words.characters");
    editor.ui.componentFactory.add("characters", (locale) => {
      const dropdown = createDropdown(locale);
      dropdown.class = "characters";
      dropdown.buttonView.set({ label, icon: IconSpecialCharacters, tooltip: true });
      dropdown.bind("isEnabled").to(editor.commands.get("insertText"), "isEnabled");
      addToolbarToDropdown(dropdown, () => this.createButtons(locale), { ariaLabel: label, maxWidth: "22em" });
      return dropdown;
    });
  }

  createButtons(locale) {
    const { editor } = this;
    const buttons = editor.config.get("characters").map(([character, name]) => {
      const button = this.createButton(locale, character, name);
      button.on("execute", () => {
        editor.execute("insertText", { text: character });
        editor.editing.view.focus();
      });
      return button;
    });
    const more = editor.ui.componentFactory.create("specialCharacters");
    more.set({ label: editor.config.get("words.charactersMore"), withText: true, icon: undefined, tooltip: false, class: "characters-named" });
    return [...buttons, more];
  }

  // What cannot be seen shows its name.
  createButton(locale, character, name) {
    const button = new ButtonView(locale);
    if (INVISIBLE.test(character)) button.set({ label: name, withText: true, class: "characters-named" });
    else {
      const shown = (ON_A_LETTER[character] ?? "") + character;
      button.set({ label: shown, withText: true, ariaLabel: name, ariaLabelledBy: undefined, tooltip: name });
    }
    return button;
  }
}
