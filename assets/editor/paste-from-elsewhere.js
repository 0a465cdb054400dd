// What is pasted or dropped is made into what a text may hold, its footnotes into markers and notes; then the person is
// told what arrived. Instead of CKEditor's PasteFromOffice, which loses footnotes.
import { Plugin } from "ckeditor5";
import { createKey } from "./note-button.js";
import { readDescription, tellPage } from "./note-page.js";
import { cleanPasted } from "./paste-cleaning.js";
import { parseHtml } from "./paste-markup.js";
import { flattenNote, takeNotes } from "./paste-notes.js";
import { PasteNotice } from "./paste-notice.js";
import { recogniseSource } from "./paste-sources.js";

const FLAVOUR = "application/ckeditor5-editor-id"; // what CKEditor writes beside the HTML it copies

// Returns the paragraphs CKEditor makes of plain lines, without the empty ones and the breaks at their edges.
function tidyLines(html) {
  return html.replace(/<p>(?:<br>)+/g, "<p>").replace(/(?:<br>)+<\/p>/g, "</p>").replace(/<p><\/p>/g, "");
}

export class PasteFromElsewhere extends Plugin {
  static get pluginName() {
    return "PasteFromElsewhere";
  }

  static get requires() {
    return [PasteNotice];
  }

  init() {
    const { editor } = this;
    editor.editing.view.document.on("clipboardInput", (...parts) => this.take(...parts), { priority: "normal" });
    editor.plugins.get("ClipboardPipeline").on("contentInsertion", (...parts) => this.judge(...parts), { priority: "high" });
  }

  get takesNotes() {
    return this.editor.plugins.has("NoteMarker");
  }

  get limit() {
    return this.editor.config.get("limit");
  }

  // Reads the HTML of the clipboard.
  take(event, data) {
    this.pasted = null;
    this.editor.plugins.get(PasteNotice).clear();
    if (typeof data.content !== "string") return;
    const html = data.dataTransfer.getData("text/html");
    const isOwn = Boolean(data.dataTransfer.getData(FLAVOUR)) || /<sup\s[^>]*data-note-of=/.test(html);
    const body = parseHtml(html);
    if ((html ? body.textContent : data.content).length > this.limit) {
      this.refuse(event, ["pasteOverLimit", this.limit]);
      return;
    }
    if (!html) {
      data.content = tidyLines(data.content);
      return;
    }
    const source = recogniseSource(html, { isOwn });
    const office = !["", "Enface"].includes(source);
    this.pasted = { source, notes: [], images: 0, comments: 0, deletions: 0 };
    if (this.takesNotes && !isOwn) this.pasted.notes = takeNotes(body);
    if (!isOwn) Object.assign(this.pasted, cleanPasted(body, { office }));
    this.pasted.notes = this.pasted.notes.map(({ key, body: note }) => ({ key, html: this.readNote(note, office), kind: "" }));
    if (this.takesNotes) this.adoptMarkers(body);
    data.content = this.editor.data.htmlProcessor.toView(body.innerHTML);
  }

  readNote(body, office) {
    if (!body) return "";
    const page = body.ownerDocument;
    const sheet = page.createElement("div");
    sheet.append(body);
    cleanPasted(sheet, { office });
    return flattenNote(sheet);
  }

  // Gives the markers of our own texts the key they have in this one: their own within the same piece, a new one in
  // another piece, the same for the same note. Their notes go to the page with the others.
  adoptMarkers(body) {
    const { note: here } = tellPage(this.editor, "note-asked", { key: "" });
    const known = new Set(this.pasted.notes.map(({ key }) => key));
    const keys = new Map();
    for (const marker of body.querySelectorAll("sup[data-note]")) {
      const { key, html, kind, article, language } = readDescription(marker);
      for (const name of ["data-note-html", "data-note-kind", "data-note-of"]) marker.removeAttribute(name);
      if (known.has(key)) continue;
      const isForeign = Boolean(article && here) && article !== here.article;
      if (isForeign && !keys.has(key)) keys.set(key, createKey());
      const own = keys.get(key) ?? key;
      marker.setAttribute("data-note", own);
      if (this.pasted.notes.some((note) => note.key === own)) continue;
      // A note of this piece in another language is still to be written in this one.
      const isReadable = isForeign || !language || language === here?.language;
      const sheet = isReadable ? this.readNote(parseHtml(html), false) : "";
      this.pasted.notes.push({ key: own, html: sheet, kind });
    }
  }

  // Refuses what has no room in the text; hands the notes that are really put in to the page.
  judge(event, data) {
    const { editor } = this;
    if (data.sourceEditorId !== editor.id && this.countWith(data.content) > this.limit) {
      this.refuse(event, ["pasteOverLimit", this.limit]);
      return;
    }
    if (!this.pasted) return;
    const keys = new Set();
    if (this.takesNotes) {
      for (const marker of editor.plugins.get("NoteMarker").markers(data.content)) keys.add(marker.getAttribute("noteKey"));
    }
    const notes = this.pasted.notes.filter(({ key }) => keys.has(key));
    const { refused, refusal } = notes.length ? tellPage(editor, "notes-pasted", { notes }) : {};
    if (refused) this.refuse(event, refusal);
    else this.report(notes);
    this.pasted = null;
  }

  refuse(event, sentence) {
    event.stop();
    this.pasted = null;
    this.editor.plugins.get(PasteNotice).say(sentence);
  }

  // Returns how many characters the text would have.
  countWith(content) {
    const { data, model } = this.editor;
    const count = (part) => data.stringify(part, { skipListItemIds: true }).length;
    const { selection } = model.document;
    const replaced = selection.isCollapsed ? 0 : count(model.getSelectedContent(selection));
    return data.get({ skipListItemIds: true }).length - replaced + count(content);
  }

  report(notes) {
    const { source, images, comments, deletions } = this.pasted;
    const isOffice = !["", "Enface"].includes(source);
    const empty = notes.filter(({ html }) => !html).length;
    const said = [];
    if (isOffice) said.push(["pastedFrom", source]);
    if (source !== "Enface" && notes.length > empty) said.push(["pastedNotes", notes.length - empty]);
    if (source !== "Enface" && empty) said.push(["pastedNotesEmpty", empty]);
    if (images) said.push(["pastedImages", images]);
    if (comments) said.push(["pastedComments", comments]);
    if (deletions) said.push(["pastedDeletions", deletions]);
    this.editor.plugins.get(PasteNotice).say(...said);
  }
}
