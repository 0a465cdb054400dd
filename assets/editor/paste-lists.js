// Lists of office programs made into proper ones. Word's are paragraphs that say level and list in their style; those of
// LibreOffice and Google Docs have lists directly within lists, or split a list where it goes deeper.
import { readStyle, rename } from "./paste-markup.js";

const LEVEL = /(\S+)\s+level(\d+)/i;
const NUMBERED = /^\s*\(?(?:\d+|[a-zа-яա-ևა-ჰ]{1,4}|[IVXLCDM]+)(?:\.\d+)*[.)։]/iu;

// Gives the items of Word in the browser, each in a list of its own that says its level, the shape of Word's paragraphs.
export function nestOnlineLists(root) {
  for (const item of [...root.querySelectorAll("li[data-aria-level]")]) {
    const list = item.parentElement;
    if (!list?.matches("ul, ol") || item.querySelector("ul, ol, table")) continue;
    for (const paragraph of [...item.querySelectorAll("p")]) paragraph.replaceWith(...paragraph.childNodes);
    const first = list.localName === "ol" && Number(item.dataset.ariaPosinset || list.getAttribute("start") || 1);
    const made = item.ownerDocument.createElement("p");
    made.setAttribute("style", `mso-list:${list.localName} level${Number(item.dataset.ariaLevel) || 1} lfo1`);
    const mark = made.appendChild(item.ownerDocument.createElement("span"));
    mark.setAttribute("style", "mso-list:Ignore");
    mark.textContent = first ? `${first}.` : "·";
    made.append(...item.childNodes);
    const place = list.closest("div.ListContainerWrapper") ?? list;
    if (place.parentElement) place.before(made);
    item.remove();
    if (!list.querySelector("li")) place.remove();
  }
}

// Makes lists of the paragraphs of Word that are items of one. `root` is changed.
export function buildWordLists(root) {
  let stack = []; // the lists that are open, by level
  for (const paragraph of [...root.querySelectorAll("p, h1, h2, h3, h4, h5, h6, div")]) {
    const found = LEVEL.exec(readStyle(paragraph)["mso-list"] ?? "");
    if (!found || paragraph.querySelector("p")) continue;
    const level = Math.min(Number(found[2]), 9);
    const numbering = readNumbering(paragraph);
    if (/^h\d$/.test(paragraph.localName)) continue; // a heading that Word counts stays one
    if (stack[0]?.list.nextElementSibling !== paragraph) stack = []; // only neighbours belong together
    addItem(stack, paragraph, Math.min(level, stack.length + 1), { id: found[1], ...numbering });
  }
}

// Takes bullet or number off the paragraph and tells what they were: the kind of list, and where it starts.
function readNumbering(paragraph) {
  const marks = [...paragraph.querySelectorAll("span")].filter((span) => readStyle(span)["mso-list"]?.toLowerCase() === "ignore");
  const text = marks.map((mark) => mark.textContent).join("");
  for (const mark of marks) mark.remove();
  const start = /^\s*\(?(\d+)[.)]/.exec(text)?.[1];
  return { tag: NUMBERED.test(text) ? "ol" : "ul", start: Number(start ?? 1) };
}

function addItem(stack, paragraph, level, { id, tag, start }) {
  const page = paragraph.ownerDocument;
  stack.length = Math.min(stack.length, level);
  const same = stack[level - 1];
  if (same && (same.list.localName !== tag || (level === 1 && same.id !== id))) stack.length = level - 1;
  if (stack.length < level) {
    const list = page.createElement(tag);
    if (tag === "ol" && start > 1) list.setAttribute("start", start);
    if (level === 1) paragraph.before(list);
    else stack[level - 2].list.lastElementChild.append(list);
    stack.push({ list, id });
  }
  const item = page.createElement("li");
  item.append(...paragraph.childNodes);
  stack[level - 1].list.append(item);
  paragraph.remove();
}

// Puts every list that stands directly within a list, or that only goes on deeper, into the item before it.
export function mendLists(root) {
  for (const list of [...root.querySelectorAll("ul, ol")]) {
    const before = list.previousElementSibling;
    const isDeeper = list.children.length > 0 && [...list.children].every((child) => child.matches("ul, ol"));
    if (isDeeper && before?.matches("ul, ol") && before.lastElementChild && !hasTextBetween(before, list)) {
      before.append(...list.children);
      list.remove();
    }
  }
  for (const list of [...root.querySelectorAll("ul > ul, ul > ol, ol > ul, ol > ol")]) {
    const before = list.previousElementSibling;
    if (before?.localName === "li") before.append(list);
    else {
      const item = list.ownerDocument.createElement("li");
      list.before(item);
      item.append(list);
    }
  }
  for (const list of root.querySelectorAll("ol[start='1']")) list.removeAttribute("start");
  for (const item of [...root.querySelectorAll("li")]) if (!item.closest("ul, ol")) rename(item, "p");
}

function hasTextBetween(first, second) {
  for (let node = first.nextSibling; node && node !== second; node = node.nextSibling) {
    if (node.textContent.trim()) return true;
  }
  return false;
}
