// Counts words and characters of a text as journal/text/plain.py does; tests/journal/text/counting_cases.json holds both to it.

const BLOCKS = /^(P|H2|H3|BLOCKQUOTE|UL|OL|LI|TABLE|CAPTION|TR|TD|TH|FIGURE|HR|THEAD|TBODY)$/;
const BLOCK = "\u0000"; // which no HTML contains
const MARKS = "\\u0300-\\u036f\\u0483-\\u0487\\u1ab0-\\u1aff\\u1dc0-\\u1dff\\u20d0-\\u20ff\\ufe20-\\ufe2f";
const IN_WORD = "'’ʼ‘՚´`\\-‐‑֊՛՜՞՟\\u00ad\\u200c\\u200d\\u2060·";
const LETTER = "[\\p{L}\\p{N}]";
const WORD = new RegExp(
  `${LETTER}[${MARKS}]*(?:${LETTER}[${MARKS}]*|[${IN_WORD}]+(?=${LETTER})|[.](?=${LETTER})|(?<=[0-9])[,:/](?=[0-9]))*`,
  "gu",
);
const UNCOUNTED = new RegExp(`[\\n\\u00ad\\u200b-\\u200d\\u2060\\ufeff${MARKS}]`, "gu");

// Returns { words, characters } of HTML. Note markers count nothing; no-break spaces are spaces, line breaks are none.
export function count(html) {
  const text = toText(html);
  return { words: (text.match(WORD) ?? []).length, characters: [...text.replace(UNCOUNTED, "")].length };
}

function toText(html) {
  const parts = [];
  collect(new DOMParser().parseFromString(html, "text/html").body, parts);
  const lines = parts.join("").replace(/[ \t\n\f\r]+/g, " ");
  return lines
    .split(BLOCK)
    .map((line) => line.replace(/^ +| +$/g, ""))
    .join("\n");
}

function collect(element, parts) {
  for (const child of element.childNodes) {
    if (child.nodeType === Node.TEXT_NODE) parts.push(child.data);
    if (child.nodeType !== Node.ELEMENT_NODE) continue;
    const edge = BLOCKS.test(child.tagName) || child.tagName === "BR" ? BLOCK : "";
    parts.push(edge);
    if (!(child.tagName === "SUP" && child.hasAttribute("data-note"))) collect(child, parts);
    parts.push(edge);
  }
}
