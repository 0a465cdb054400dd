// The footnotes of a pasted document, taken out of it: markers stay where the numbers stood, the notes become texts.
import { createKey } from "./note-button.js";
import { BLOCKS, isBlank, unwrap } from "./paste-markup.js";
import { isBackReference, readReference, readSourceKey } from "./paste-sources.js";

const INLINE = new Set(["A", "EM", "STRONG", "SUB", "SUP", "SPAN"]);
const OF_ITS_OWN = "[id^='ftn'], [id^='edn'], [id^='sdfootnote'], [id^='sdendnote']"; // the div around one note

// Replaces the numbers of notes in `root` by markers and takes the notes out. Returns [{key, body}] in reading order,
// `body` the element of the note, or null where it was not copied.
export function takeNotes(root) {
  const page = root.ownerDocument;
  for (const anchor of [...root.querySelectorAll("a[href]")]) {
    const key = readSourceKey(anchor);
    if (key) putMarker(page, anchor, key);
  }
  const references = [];
  for (const anchor of root.querySelectorAll("a[href]")) {
    const reference = readReference(anchor);
    if (reference) references.push({ anchor, ...reference, target: findTarget(root, reference.name, anchor) });
  }
  const targets = new Set(references.map(({ target }) => target).filter(Boolean));
  const bodies = new Map([...targets].map((target) => [target, findBody(root, target, targets, references)]));
  const isWithin = (anchor) => [...bodies.values()].some((body) => body.contains(anchor));
  const notes = new Map();
  for (const { anchor, name, certain, target } of references) {
    if (isWithin(anchor) || !(certain || target)) continue;
    if (!notes.has(name)) notes.set(name, { key: createKey(), body: bodies.get(target) ?? null });
    putMarker(page, anchor, notes.get(name).key);
  }
  const cited = new Set([...notes.values()].map(({ body }) => body));
  for (const body of bodies.values()) if (cited.has(body)) takeOut(body);
  for (const { body } of notes.values()) if (body) dropReferences(body);
  return [...notes.values()];
}

function putMarker(page, anchor, key) {
  const marker = page.createElement("sup");
  marker.dataset.note = key;
  anchor.replaceWith(marker);
  const around = marker.parentElement;
  if (around?.localName === "sup" && around.textContent.trim().replace(/[[\]]/g, "") === "") around.replaceWith(marker);
}

function findTarget(root, name, anchor) {
  const value = CSS.escape(name);
  return [...root.querySelectorAll(`[name="${value}"], [id="${value}"]`)].find((element) => element !== anchor) ?? null;
}

// Returns the largest element around the start of a note that holds this note and nothing of the text.
function findBody(root, target, targets, references) {
  const whole = target.closest(OF_ITS_OWN);
  if (whole && whole !== target && whole.localName === "div" && root.contains(whole)) return whole;
  let body = target;
  while (!BLOCKS.has(body.tagName) && body.parentElement !== root) body = body.parentElement;
  for (;;) {
    const around = body.parentElement;
    if (around === root || !around?.matches("div, li, section, aside, dd")) return body;
    const others = [...targets].some((other) => other !== target && around.contains(other));
    if (others || references.some(({ anchor }) => around.contains(anchor))) return body;
    body = around;
  }
}

// Removes a note from the document, and with the last of them what stood around: a line, a heading, a list.
function takeOut(body) {
  const { parentElement: around, previousElementSibling: before } = body;
  body.remove();
  if (before?.localName === "hr") before.remove();
  const rest = around.cloneNode(true);
  for (const element of rest.querySelectorAll("hr, br")) element.remove();
  if (around.matches("ol, ul") && isBlank(rest)) takeOut(around);
  else if (around.matches("div, section, aside") && isOnlyAHeading(rest)) around.remove();
}

function isOnlyAHeading(rest) {
  for (const heading of rest.querySelectorAll("h1, h2, h3")) heading.remove();
  return isBlank(rest);
}

// Drops the number in front of a note, the way back, and marks of notes within a note.
function dropReferences(body) {
  for (const anchor of [...body.querySelectorAll("a")]) {
    if (isBackReference(anchor) || readReference(anchor)) anchor.remove();
    else if (!anchor.getAttribute("href")) unwrap(anchor);
  }
}

// Returns the text of a note that was cleaned (paste-cleaning.js) as HTML: paragraphs with inline tags and line breaks
// only. Items of lists and cells of tables become paragraphs; markers go.
export function flattenNote(body) {
  const page = body.ownerDocument;
  const sheet = page.createElement("div");
  let paragraph = null;
  const endParagraph = () => (paragraph = null);
  const take = (node) => {
    if (node.nodeType === Node.TEXT_NODE || INLINE.has(node.tagName) || node.tagName === "BR") {
      if (node.nodeType === Node.ELEMENT_NODE && node.hasAttribute("data-note")) return;
      if (!paragraph) paragraph = sheet.appendChild(page.createElement("p"));
      paragraph.append(node.cloneNode(true));
    } else if (node.nodeType === Node.ELEMENT_NODE) {
      const isBlock = BLOCKS.has(node.tagName);
      if (isBlock) endParagraph();
      for (const child of node.childNodes) take(child);
      if (isBlock) endParagraph();
    }
  };
  for (const node of body.childNodes) take(node);
  for (const made of [...sheet.children]) trimParagraph(made);
  return sheet.innerHTML;
}

function trimParagraph(paragraph) {
  for (const marker of [...paragraph.querySelectorAll("[data-note]")]) marker.remove();
  const walker = paragraph.ownerDocument.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT);
  const texts = [];
  while (walker.nextNode()) texts.push(walker.currentNode);
  for (const text of texts) text.data = text.data.replace(/[ \t\r\n]+/g, " ");
  if (texts.length) {
    texts[0].data = texts[0].data.replace(/^[\s\u00a0]+/, "");
    texts.at(-1).data = texts.at(-1).data.replace(/[\s\u00a0]+$/, "");
  }
  while (paragraph.lastChild?.nodeName === "BR") paragraph.lastChild.remove();
  if (isBlank(paragraph)) paragraph.remove();
}
