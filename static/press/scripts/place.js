// Who changes the language stays at the place they read: paragraphs, headings and notes have the same anchors in all.
import { findTarget, isInView, noteOf } from "./notes.js";

const LINKS = ".languages a[href], a[href*='/facing/']";
const NAMED = /^(p|s|note|noteref)-/;
const OWN = "[data-kind=editor], [data-kind=translator]"; // notes for the readers of one language
const ANCHORS = ".prose [id^=p-], .prose [id^=s-], .notes li, .facing [id^=s-]";
const LINE = 64; // px below the edge of the window: what begins above is being read
const READ = 1000; // ms in one place: read, not passed by
const AGO = 20_000; // ms after which a reader at the head of the page no longer comes from the place they read

let last = { hash: "", time: -AGO };
let timer = 0;
let rests = false;

export function keepPlace() {
  if (!document.querySelector(ANCHORS)) return;
  const missing = !findTarget() && /^#p-(\d{1,5})$/.exec(location.hash);
  if (missing) findNearest(Number(missing[1]))?.scrollIntoView();
  addEventListener("scroll", rest, { passive: true });
  rest();
  for (const name of ["pointerover", "pointerdown", "focusin", "contextmenu", "click"]) {
    addEventListener(name, ({ target }) => carry(target.closest?.(LINKS)), true);
  }
}

function carry(link) {
  if (!link) return;
  const recent = last.hash ? performance.now() - last.time < AGO && last.hash : nameTarget(findTarget());
  const hash = find() || recent || "";
  if (link.hash !== hash) link.hash = hash;
}

// The place is left by scrolling to the links, also where the focus scrolls: the last one that was rested at counts.
function rest() {
  clearTimeout(timer);
  if (rests) last.time = performance.now();
  rests = false;
  timer = setTimeout(() => {
    const hash = find();
    rests = hash !== "";
    if (rests) last = { hash, time: performance.now() };
  }, READ);
}

function find() {
  const target = findTarget();
  if (target && isInView(target) && nameTarget(target)) return nameTarget(target);
  let found = "";
  for (const anchor of document.querySelectorAll(ANCHORS)) {
    if (anchor.closest(".in-margin > .notes")) continue;
    const { top, height } = anchor.getBoundingClientRect();
    if (height && top <= LINE) found = nameTarget(anchor);
  }
  return found;
}

// A note that other languages do not have stands for the paragraph that cites it.
function nameTarget(target) {
  if (!target || !NAMED.test(target.id)) return "";
  const note = target.matches("[role=doc-noteref]") ? noteOf(target) : target;
  if (!note?.matches(OWN)) return `#${target.id}`;
  const paragraph = document.querySelector(`.prose a[href="#${note.id}"]`)?.closest("[id^=p-]");
  return paragraph ? `#${paragraph.id}` : "";
}

// A text with fewer paragraphs: its last one before the place.
const findNearest = (wanted) =>
  [...document.querySelectorAll("[id^=p-]")].findLast(({ id }) => Number(id.slice(2)) < wanted);
