// What the editor of a text and the page around it, which holds the notes in rows, have to say to each other: events that
// the textarea of the text fires, all bubbling. static/desk/notes/ answers them; a page without notes answers none.
//
//   enface:note          {key, focus}          open the note beside the text; with `focus`, to be written in
//   enface:note-close    {}                    close the one that is open
//   enface:note-asked    {key}                 fill in `note`: {html, kind, article, language}
//   enface:notes-pasted  {notes}               notes that come with what is pasted, [{key, html, kind}]; a page that has
//                                              no room for them prevents it and gives the reason in `refusal`

// Fires an event of the table above and returns its detail as the page left it, with `refused`.
export function tellPage(editor, name, detail = {}) {
  const event = new CustomEvent(`enface:${name}`, { bubbles: true, cancelable: true, detail });
  editor.sourceElement?.dispatchEvent(event);
  detail.refused = event.defaultPrevented;
  return detail;
}

// Returns the attributes by which a marker on the clipboard carries its note: text, kind, and the piece it is from.
export function describeNote(editor, key) {
  const { note } = tellPage(editor, "note-asked", { key });
  if (!note) return {};
  const home = [note.article, note.language].join(":");
  return { "data-note-html": note.html, "data-note-kind": note.kind, "data-note-of": home };
}

// Returns what `describeNote` wrote on a marker that was pasted; of one that carries nothing, `article` is "".
export function readDescription(marker) {
  const [article = "", language = ""] = (marker.getAttribute("data-note-of") ?? "").split(":");
  return {
    key: marker.getAttribute("data-note"),
    html: marker.getAttribute("data-note-html") ?? "",
    kind: marker.getAttribute("data-note-kind") ?? "",
    article,
    language,
  };
}
