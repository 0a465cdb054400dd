// Pasted HTML reduced to what a text may hold: headings, paragraphs, lists, quotes, tables, links, italics, bold, raised
// and lowered letters, markers. Everything else goes; what was words stays.
import { BLOCKS, isBlank, readStyle, rename, unwrap } from "./paste-markup.js";
import { buildWordLists, mendLists, nestOnlineLists } from "./paste-lists.js";

const KEPT = new Set(
  "A BLOCKQUOTE BR CAPTION CITE EM FIGURE H2 H3 HR LI OL P STRONG SUB SUP TABLE TBODY TD TH THEAD TR UL".split(" "),
);
const ATTRIBUTES = {
  A: ["href", "hreflang", "title"],
  FIGURE: ["data-image"],
  OL: ["start", "reversed"],
  SUP: ["data-note", "data-note-html", "data-note-kind", "data-note-of"],
  TD: ["colspan", "rowspan"],
  TH: ["colspan", "rowspan", "scope"],
};
const SAFE = /^(?:https?:\/\/|mailto:|article:)/i;
const SPAN = /^(?:[2-9]|[1-9]\d)$/; // CKEditor breaks down where a table has many thousand columns
const COMMENTS = "a[href*='#_msocom'], a[href*='#cmnt'], a.msocomanchor, .MsoCommentReference, a[name^='_msoanchor']";
const UNSEEN = "script, style, meta, link, title, head, xml, template, object, embed, iframe, audio, video, svg, math, noscript, sdfield, input, select, button";
const GHOSTS = "tr[height='0'], span.EOP"; // rows and ends of lines that Word writes for itself
const IMAGES = "img, picture, v\\:shape, v\\:group";

// Cleans what is in `root` and returns what was left out: {images, comments, deletions}. With `office`, language marks
// go too: those programs put them on every other word.
export function cleanPasted(root, { office }) {
  const left = dropForeign(root);
  if (office) {
    nestOnlineLists(root);
    buildWordLists(root);
  }
  readStyles(root);
  mapHeadings(root);
  mendLists(root);
  for (const link of [...root.querySelectorAll("a")]) mendLink(link);
  stripTags(root, { office });
  tidyInline(root);
  dropBlankBlocks(root);
  return left;
}

function dropForeign(root) {
  const walker = root.ownerDocument.createTreeWalker(root, NodeFilter.SHOW_COMMENT);
  const said = [];
  while (walker.nextNode()) said.push(walker.currentNode);
  for (const comment of said) comment.remove();
  const remove = (found) => {
    const outermost = found.filter((element) => !found.some((other) => other !== element && other.contains(element)));
    for (const element of found) element.remove();
    return outermost.length;
  };
  const images = remove([...root.querySelectorAll(IMAGES)]);
  const deletions = remove([...root.querySelectorAll("del, .msoDel")]);
  for (const start of root.querySelectorAll("a[href*='#cmnt_ref']")) (start.closest("div") ?? start.closest("p") ?? start).remove();
  remove([...root.querySelectorAll("*")].filter(isHidden)); // the comments themselves; counted are the marks in the text
  const comments = remove([...root.querySelectorAll(COMMENTS)]);
  remove([...root.querySelectorAll(UNSEEN)]);
  remove([...root.querySelectorAll(GHOSTS)].filter(isBlank));
  return { images, comments, deletions };
}

// What is not shown on the page, or stands at its foot: comments of Word, hidden text, running titles of LibreOffice.
function isHidden(element) {
  if (element.localName === "div" && /^(?:footer|header)$/.test(element.title)) return true;
  if (!element.hasAttribute("style")) return false;
  const style = readStyle(element);
  return style.display === "none" || style["mso-hide"] === "all" || /^comment/.test(style["mso-element"] ?? "");
}

// Turns what is said by style into tags, and other names of the same tags into ours.
function readStyles(root) {
  for (const element of [...root.querySelectorAll("span, font, b, i, em, strong, u, sup, sub")]) {
    const style = readStyle(element);
    const tags = new Set();
    const weight = style["font-weight"] ?? "";
    const isBold = element.matches("b, strong") ? !/^(?:normal|[1-4]00)$/.test(weight) : /^(?:bold|bolder|[6-9]00)$/.test(weight);
    const slope = style["font-style"] ?? "";
    if (isBold) tags.add("strong");
    if (element.matches("i, em") ? slope !== "normal" : /^(?:italic|oblique)/.test(slope)) tags.add("em");
    if (element.matches("sup, sub")) {
      if (!element.hasAttribute("data-note")) tags.add(element.localName);
      else continue;
    } else if (/^(?:super|sub)$/.test(style["vertical-align"] ?? "")) tags.add(style["vertical-align"].slice(0, 3));
    if ("mso-tab-count" in style) element.textContent = " ";
    const language = element.getAttribute("lang");
    let inner = element;
    for (const tag of tags) {
      const made = root.ownerDocument.createElement(tag);
      if (language) made.setAttribute("lang", language);
      made.append(...inner.childNodes);
      inner.append(made);
      inner = made;
    }
    if (tags.size || element.localName !== "span") unwrap(element);
  }
}

function mapHeadings(root) {
  for (const said of [...root.querySelectorAll("p[role='heading'], div[role='heading']")]) {
    const level = Math.trunc(Number(said.getAttribute("aria-level")));
    rename(said, `h${Math.min(Math.max(level || 2, 1), 6)}`, ["lang"]);
  }
  const goesDeeper = root.querySelectorAll("h1").length > 1 && root.querySelector("h2");
  for (const heading of [...root.querySelectorAll("h1, h2, h3, h4, h5, h6")]) {
    const level = Number(heading.localName[1]) + (goesDeeper ? 1 : 0);
    rename(heading, level <= 2 ? "h2" : "h3", ["lang"]);
  }
  // Headings are bold as they are, and so are the heads of tables.
  for (const bold of [...root.querySelectorAll(":is(h2, h3, th, thead td) strong")]) {
    if (bold.textContent.trim() === bold.closest("h2, h3, th, td").textContent.trim()) unwrap(bold);
  }
  for (const quote of [...root.querySelectorAll("p.MsoQuote, p.MsoIntenseQuote")]) {
    const made = root.ownerDocument.createElement("blockquote");
    const before = quote.previousElementSibling;
    if (before?.matches("blockquote[data-of-word]")) before.append(quote);
    else {
      made.dataset.ofWord = "";
      quote.before(made);
      made.append(quote);
    }
  }
}

// Keeps a link only if it leads somewhere readers can go. Google's detour is taken out.
function mendLink(link) {
  const detour = /^https?:\/\/www\.google\.com\/url\?(.*)$/.exec(link.getAttribute("href") ?? "");
  const target = detour && new URLSearchParams(detour[1]).get("q");
  if (target) link.setAttribute("href", target);
  const href = (link.getAttribute("href") ?? "").trim();
  if (!SAFE.test(href)) unwrap(link);
  else link.setAttribute("href", href);
}

function stripTags(root, { office }) {
  for (const element of [...root.querySelectorAll("*")]) {
    const isPart = element.localName === "span" && element.hasAttribute("lang") && !office;
    const isPlace = element.localName !== "figure" || element.hasAttribute("data-image");
    if (!(KEPT.has(element.tagName) && isPlace) && !isPart) {
      replaceForeign(element);
      continue;
    }
    const kept = [...(ATTRIBUTES[element.tagName] ?? []), ...(office ? [] : ["lang"])];
    for (const name of element.getAttributeNames()) if (!kept.includes(name)) element.removeAttribute(name);
    for (const name of ["colspan", "rowspan"]) if (!SPAN.test(element.getAttribute(name) ?? "")) element.removeAttribute(name);
  }
}

// A block that is not kept leaves a paragraph where it held words of its own.
function replaceForeign(element) {
  const isBlock = BLOCKS.has(element.tagName);
  const holdsBlocks = [...element.children].some((child) => BLOCKS.has(child.tagName));
  const isPart = element.matches("tfoot, figcaption, colgroup, col");
  if (!isBlock || holdsBlocks || isPart || element.closest("caption, h2, h3")) {
    if (element.localName === "tfoot") rename(element, "tbody");
    else if (element.localName === "figcaption" && element.parentElement?.matches("table")) rename(element, "caption");
    else unwrap(element);
  } else if (isBlank(element)) element.remove();
  else rename(element, "p");
}

// Moves spaces out of the ends of italics, bold and links, drops those that are empty, and joins those that touch.
function tidyInline(root) {
  root.normalize();
  for (const element of [...root.querySelectorAll("em, strong, a, sub, sup:not([data-note]), cite")].reverse()) {
    if (isBlank(element)) {
      unwrap(element);
      continue;
    }
    const { firstChild: first, lastChild: last } = element;
    const lead = first.nodeType === Node.TEXT_NODE ? /^[ \t\r\n\u00a0]+/.exec(first.data)?.[0] : "";
    if (lead) {
      first.data = first.data.slice(lead.length);
      element.before(lead);
    }
    const tail = last.nodeType === Node.TEXT_NODE ? /[ \t\r\n\u00a0]+$/.exec(last.data)?.[0] : "";
    if (tail) {
      last.data = last.data.slice(0, -tail.length);
      element.after(tail);
    }
    const next = element.nextSibling;
    if (next?.nodeName === element.nodeName && sameAttributes(element, next)) {
      element.append(...next.childNodes);
      next.remove();
    }
  }
  root.normalize();
  for (const raised of [...root.querySelectorAll("sup > sup[data-note], a > sup[data-note], sub > sup[data-note]")]) {
    const around = raised.parentElement;
    around.after(raised);
    if (isBlank(around)) around.remove();
  }
}

function sameAttributes(one, other) {
  const names = one.getAttributeNames();
  return (
    names.length === other.getAttributeNames().length &&
    names.every((name) => one.getAttribute(name) === other.getAttribute(name))
  );
}

function dropBlankBlocks(root) {
  for (const block of [...root.querySelectorAll("p, h2, h3, li, ul, ol, blockquote")].reverse()) {
    if (isBlank(block) || (!block.textContent.trim() && [...block.children].every((child) => child.localName === "br"))) {
      block.remove();
    }
  }
  for (const line of [...root.querySelectorAll("br")]) if (line.parentElement === root) line.remove();
}
