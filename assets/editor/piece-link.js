// Links to other pieces of the journal, stored as `article:17`: the dialog to choose one, and its title where the link is shown.
import { ButtonView, LinkUI, Plugin } from "ckeditor5";
import { ask, make, openChooser } from "./chooser-dialog.js";
import { KnownRows } from "./known-rows.js";
import { languageAt } from "./part-language.js";

const SHORTCUT = "Ctrl+Alt+K";
const ADDRESS = /^article:([1-9][0-9]{0,9})(?:#.*)?$/;
const ICON =
  '<svg viewBox="0 0 20 20" xmlns="http://www.w3.org/2000/svg"><path d="M3 2h9l4 4v4.2a4 4 0 0 0-1.5-.6V7.500H10.500v-4h-6v13H8V18H3z' +
  'm9 1.9V6h2.100zM6 9h6.500l-1.300 1.500H6zm0 3.500h3.600c-.3.5-.5 1-.6 1.500H6zm5.800-.5h2.200v1.400h-2.100a1.6 1.6 0 1 0 0 3.200H14V18h-2.200' +
  'a3 3 0 1 1 0-6zm3.700 0h1.300a3 3 0 1 1 0 6h-1.300v-1.400h1.2a1.6 1.6 0 1 0 0-3.200h-1.200zm-3.300 2.300h4.200v1.400h-4.200z"/></svg>';

// Opens the dialog and returns a promise of the piece that was chosen, or of null. `language` is that of the text.
export function choosePiece({ words, address, language }) {
  const describe = (piece) => [
    make("span", { class: "chooser-title", lang: piece.language || null, text: piece.title || `${piece.id}` }),
    make("span", {
      class: "chooser-about",
      text: [
        piece.id,
        words.pieceOriginal.replace("%s", piece.original),
        piece.authors,
        piece.published ? "" : words.pieceUnpublished,
      ]
        .filter(Boolean)
        .join(" · "),
    }),
  ];
  const search = ({ search: q, signal }) => ask(address, { q, language }, signal);
  return openChooser({ title: words.piece, label: words.pieceSearch, words, search, describe, className: "chooser-pieces" });
}

export class PieceLink extends Plugin {
  static get pluginName() {
    return "PieceLink";
  }

  static get requires() {
    return [LinkUI];
  }

  init() {
    const { editor } = this;
    const words = editor.config.get("words");
    this.address = editor.config.get("addresses.pieces");
    this.language = editor.config.get("language.content") ?? "";
    this.pieces = new KnownRows(this.address, this.language);
    this.shown = new Map(); // number -> what is known of the piece by now
    const label = words.piece;
    if (this.address) {
      editor.keystrokes.set(SHORTCUT, (_event, cancel) => {
        cancel();
        if (editor.commands.get("link").isEnabled) this.choose();
      });
      editor.accessibility.addKeystrokeInfos({ keystrokes: [{ label, keystroke: SHORTCUT }] });
    }
    editor.ui.componentFactory.add("pieceLink", (locale) => {
      const button = new ButtonView(locale);
      button.set({ label, icon: ICON, keystroke: SHORTCUT, tooltip: true });
      button.bind("isEnabled").to(editor.commands.get("link"), "isEnabled");
      button.on("execute", () => this.choose());
      return button;
    });
    editor.plugins.get(LinkUI).registerLinksListProvider({
      label,
      // CKEditor would list what it is given at once; our list is searched.
      getListItems: () => {
        setTimeout(() => this.chooseInstead());
        return [];
      },
      getItem: (href) => this.describeLink(href),
      navigate: ({ href }) => this.open(href),
    });
  }

  async choose() {
    const { editor } = this;
    const words = editor.config.get("words");
    const piece = await choosePiece({ words, address: this.address, language: this.language });
    if (piece) {
      this.pieces.remember(piece);
      this.shown.set(piece.id, piece);
      this.link(piece);
    }
    editor.editing.view.focus();
  }

  chooseInstead() {
    this.editor.plugins.get(LinkUI)._hideUI();
    if (this.address) this.choose();
  }

  // Links what is selected, or the link the cursor stands in; else puts in the title, marked with its language.
  link(piece) {
    const { editor } = this;
    const { model } = editor;
    const { selection } = model.document;
    if (!selection.isCollapsed || selection.hasAttribute("linkHref")) {
      editor.execute("link", piece.href);
      return;
    }
    const attributes = new Map(selection.getAttributes());
    const here = languageAt(selection.getFirstPosition(), attributes) ?? this.language;
    model.change((writer) => {
      const own = piece.language && piece.language !== here ? [["language", `${piece.language}:ltr`]] : [];
      const text = writer.createText(piece.title || `${piece.id}`, new Map([...attributes, ...own, ["linkHref", piece.href]]));
      model.insertContent(text);
      // What is typed next is no part of it.
      writer.removeSelectionAttribute("linkHref");
      if (own.length && !attributes.has("language")) writer.removeSelectionAttribute("language");
    });
  }

  // Returns what CKEditor shows of the link to a piece; null for other links. Unknown pieces are asked for, and shown then.
  describeLink(href) {
    const number = readNumber(href);
    if (!number) return null;
    if (!this.shown.has(number)) this.learn(number);
    const piece = this.shown.get(number);
    const missing = this.editor.config.get("words.pieceMissing").replace("%s", number);
    return { href, label: piece ? piece.title || href : piece === null ? missing : href };
  }

  async learn(number) {
    const piece = await this.pieces.find(number);
    if (piece === undefined) return;
    this.shown.set(number, piece);
    const command = this.editor.commands.get("link");
    if (readNumber(command.value) === number) command.fire("change:value", "value", command.value, command.value);
  }

  // Opens the piece in a new tab; `article:17` itself leads nowhere. Returns true: it was seen to.
  open(href) {
    const piece = this.shown.get(readNumber(href));
    if (piece) window.open(piece.address, "_blank", "noopener");
    return true;
  }
}

function readNumber(href) {
  return Number(ADDRESS.exec(href ?? "")?.[1] ?? 0);
}
