// Where notes do not stand in the margin, a marker opens its note beside it: the list's own element in the top layer.
import { markerAt, noteOf } from "./notes.js";

const GAP = 8; // px, between marker and note, and to the edges of the window
let open = null; // the note that is open, and the marker that opened it
let tidy = () => {}; // puts the list back as it was
let pressed = null; // the marker pressed while its note was open: the press has closed it, the click leaves it closed

export function openNotes() {
  if (!HTMLElement.prototype.showPopover) return;
  addEventListener("pointerdown", (event) => {
    pressed = open && markerAt(event) === open.marker ? open.marker : null;
  }, true);
  addEventListener("click", follow);
  addEventListener("keydown", leave);
  addEventListener("focusout", ({ target, relatedTarget }) => {
    const goes = relatedTarget && open?.note.contains(target) && relatedTarget !== open.marker;
    if (goes && !open.note.contains(relatedTarget)) closeNote();
  });
  addEventListener("beforetoggle", ({ target }) => {
    if (target !== open?.note) return;
    open.marker.ariaExpanded = null;
    open = null;
  }, true);
  addEventListener("toggle", () => open || tidy(), true); // it is hidden now
  addEventListener("resize", () => open && place(open));
  addEventListener("beforeprint", closeNote);
}

export function closeNote() {
  if (open?.note.matches(":popover-open")) open.note.hidePopover();
}

function follow(event) {
  if (event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  const link = event.target.closest("a");
  if (open && link && open.note.contains(link)) {
    if (link.hash === `#${open.marker.id}`) event.preventDefault(); // the way back: it is in view
    if (link.hash) closeNote();
    return;
  }
  const marker = markerAt(event);
  const note = marker && noteOf(marker);
  if (!note?.closest("[role=doc-endnotes]") || note.closest(".in-margin")) return;
  event.preventDefault();
  const isSecond = open?.marker === marker || (event.detail > 0 && pressed === marker);
  closeNote();
  if (!isSecond) show(note, marker);
}

function show(note, marker) {
  tidy();
  const list = note.parentElement;
  if (list.matches("ol")) [...list.children].forEach((each, index) => (each.value = index + 1)); // one will be elsewhere
  const measure = () => list.getBoundingClientRect().height;
  const height = measure();
  note.popover = "auto";
  note.tabIndex = -1;
  note.dataset.number = marker.textContent;
  marker.focus({ preventScroll: true }); // focus returns there; Safari does not focus a link that is clicked
  note.showPopover({ source: marker });
  // What follows in the list stays where it is
  const after = note.nextElementSibling ?? list;
  const side = after === list ? "padding-bottom" : "margin-top";
  const hole = parseFloat(getComputedStyle(after).getPropertyValue(side)) + height - measure();
  after.style.setProperty(side, `${hole}px`);
  marker.ariaExpanded = "true";
  open = { note, marker };
  place(open);
  note.focus({ preventScroll: true });
  tidy = () => {
    tidy = () => {};
    note.popover = null;
    note.removeAttribute("tabindex");
    for (const name of ["--x", "--y", "--room"]) note.style.removeProperty(name);
    after.style.removeProperty(side);
  };
}

// Below the marker, or above it where there is more room; in the page's coordinates, so that it scrolls with the text.
function place({ note, marker }) {
  const { clientWidth, clientHeight } = document.documentElement;
  const at = marker.getBoundingClientRect();
  const room = { above: at.top - 2 * GAP, below: clientHeight - at.bottom - 2 * GAP };
  note.style.setProperty("--room", `${Math.max(room.above, room.below)}px`);
  const { offsetWidth, offsetHeight } = note;
  const isBelow = offsetHeight <= room.below || room.below >= room.above;
  const top = isBelow ? at.bottom + GAP : at.top - GAP - offsetHeight;
  const left = Math.max(GAP, Math.min(at.left - 3 * GAP, clientWidth - offsetWidth - GAP));
  note.style.setProperty("--x", `${left + scrollX}px`);
  note.style.setProperty("--y", `${top + scrollY}px`);
}

// Tab goes on from the marker, not from the end of the page where the list stands.
function leave(event) {
  if (event.key !== "Tab" || !open?.note.contains(event.target)) return;
  const links = open.note.querySelectorAll("a[href]");
  const isAtEdge = event.shiftKey
    ? event.target === open.note || event.target === links[0]
    : event.target === links[links.length - 1] || !links.length;
  if (!isAtEdge) return;
  if (event.shiftKey) event.preventDefault();
  const { marker } = open;
  closeNote();
  marker.focus({ preventScroll: true });
}
