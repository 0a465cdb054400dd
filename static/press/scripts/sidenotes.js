// Where the margin has room, the notes of the list stand in it beside their markers, in the order of the list. The
// elements stay where they are in the page; on paper (notes.css) and wherever there is no room they are a list.
import { findTarget, isInView, markerAt, noteOf } from "./notes.js";
import { closeNote } from "./popover.js";

const GAP = 2, EDGE = 1.5, NARROWEST = 14, WIDEST = 18, OVERHANG = 16; // rem

let piece, prose, notes, heading, items;
let frame = 0;
let isRead = false; // the note the address names is in view

export function layNotes() {
  notes = document.querySelector(".piece > .notes");
  piece = notes?.parentElement;
  prose = piece?.querySelector(":scope > .prose");
  if (!prose) return;
  heading = notes.querySelector("h2");
  items = Array.from(notes.querySelectorAll(":scope > ol > li"), (note) => ({ note, marker: findMarker(note) }));
  if (!items.every(({ marker }) => marker)) return;
  see();
  lay();
  const queue = () => (frame ||= requestAnimationFrame(lay));
  const watch = new ResizeObserver(queue); // windows, pictures, fonts, the size of letters: all of them change a size
  for (const element of [document.documentElement, prose, ...items.map(({ note }) => note)]) watch.observe(element);
  for (const name of ["pointerover", "pointerout", "focusin", "focusout"]) piece.addEventListener(name, light);
  piece.addEventListener("click", stay);
  addEventListener("scroll", see, { passive: true });
}

const findMarker = (note) => prose.querySelector(`a[role=doc-noteref][href="#${note.id}"]`);

function lay() {
  frame = 0;
  const wasInMargin = piece.classList.contains("in-margin");
  const isInMargin = fit();
  piece.classList.toggle("in-margin", isInMargin);
  if (isInMargin) closeNote();
  if (isRead && isInMargin !== wasInMargin) findTarget()?.scrollIntoView({ behavior: "instant" });
  see();
}

function see() {
  const target = findTarget();
  isRead = Boolean(target && notes.contains(target) && isInView(target));
}

// Try the margin: whether the notes have room there. Everything is measured, then everything is set.
function fit() {
  const rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
  const text = (prose.querySelector(":scope > p") ?? prose).getBoundingClientRect();
  const left = text.right + GAP * rem;
  const width = Math.min(document.documentElement.clientWidth - left - EDGE * rem, WIDEST * rem);
  if (width < NARROWEST * rem) return false;
  piece.classList.add("in-margin");
  piece.style.setProperty("--beside", `${left - piece.getBoundingClientRect().left}px`);
  piece.style.setProperty("--margin", `${width}px`);

  const origin = piece.getBoundingClientRect().top;
  const letter = parseFloat(getComputedStyle(notes).fontSize);
  const edge = prose.getBoundingClientRect().bottom - origin;
  const inTheWay = findInTheWay(left - rem, origin);
  const around = inTheWay.filter(({ isAfter }) => !isAfter);
  const end = Math.min(piece.offsetHeight, ...inTheWay.filter(({ isAfter }) => isAfter).map(({ top }) => top - rem));
  // The heading stands above the first note, but not above the text
  const places = items.map(({ marker }) => measureText(marker).bottom - letter - origin);
  const start = places[0] - heading.offsetHeight;
  let free = Math.max(start, text.top - origin);
  const tops = [heading, ...items.map(({ note }) => note)].map((element, number) => {
    const height = element.offsetHeight + (number ? 0 : items[0].note.offsetHeight);
    let top = Math.max(number ? places[number - 1] : start, free);
    for (const block of around) {
      if (top < block.bottom + rem / 2 && top + height + rem / 2 > block.top) top = block.bottom + rem / 2;
    }
    free = top + element.offsetHeight + (number ? letter * 0.75 : 0);
    return [element, top];
  });
  if (free > edge + OVERHANG * rem) return false;
  for (const [element, top] of tops) element.style.setProperty("--at", `${top}px`);
  notes.style.setProperty("--overhang", `${Math.max(0, free - Math.max(edge, end - notes.offsetHeight))}px`);
  return true;
}

function measureText(element) {
  const range = document.createRange();
  range.selectNodeContents(element);
  return range.getBoundingClientRect();
}

// The blocks that reach into the margin, from above to below.
function findInTheWay(left, origin) {
  const blocks = [...piece.querySelectorAll(":scope > *, :scope > .prose > *")];
  return blocks.filter((block) => block !== prose && block !== notes)
    .map((block) => ({ rect: block.getBoundingClientRect(), block }))
    .filter(({ rect }) => rect.height && rect.right > left)
    .map(({ rect, block }) => ({
      top: rect.top - origin,
      bottom: rect.bottom - origin,
      isAfter: Boolean(notes.compareDocumentPosition(block) & Node.DOCUMENT_POSITION_FOLLOWING),
    }))
    .sort((one, other) => one.top - other.top);
}

// A marker lights up its note, a note its markers.
function light(event) {
  const marker = markerAt(event);
  const note = marker ? noteOf(marker) : event.target.closest("li");
  if (!note || note.parentElement?.parentElement !== notes) return;
  const isLit = event.type === "pointerover" || event.type === "focusin";
  for (const element of [note, ...prose.querySelectorAll(`[href="#${note.id}"]`)]) element.classList.toggle("lit", isLit);
}

// To a note or marker that can be seen already the page does not move.
function stay({ target }) {
  const link = target.closest("[role=doc-noteref], [role=doc-backlink]");
  const goal = link && noteOf(link);
  if (!goal) return;
  const { top, bottom } = goal.getBoundingClientRect();
  if (top >= 0 && bottom <= innerHeight) goal.style.setProperty("--rest", `${top}px`);
  else goal.style.removeProperty("--rest");
}
