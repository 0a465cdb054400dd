// Where pasted HTML comes from, and how each program ties a note to its place in the text.

const SIGNS = [
  ["Word", /<meta\s[^>]*generator[^>]*microsoft\s*word|xmlns:w=["']?urn:schemas-microsoft-com:office:word|class=["']?Mso|class=["'][^"']*\bSCXW\d|\bdata-ccp-props=/i],
  ["Google Docs", /id=["']?docs-internal-guid-|docs\.google\.com\/document|href=["']?(?:[^"'>]*)#ftnt\d/i],
  ["LibreOffice", /<meta\s[^>]*generator[^>]*(?:libreoffice|openoffice|collabora)|class=["']?sd(?:foot|end)note(?:anc|sym)/i],
];

// Returns the name of the office program, "Enface" for what was copied from one of our editors, "" for anything else.
// Only the beginning is looked at, where programs say who they are, and what stands in the first pages.
export function recogniseSource(html, { isOwn = false } = {}) {
  if (isOwn) return "Enface";
  const start = html.slice(0, 200_000);
  return SIGNS.find(([, sign]) => sign.test(start))?.[0] ?? "";
}

// What the address of a link within a document says. A mark in the text leads to the `note`, the mark in front of the
// note `back` to the text. `certain`: it is a note even where the note itself was not copied.
const FORMS = [
  { note: /^_(?:ftn|edn)\d+$/, back: /^_(?:ftn|edn)ref\d+$/, certain: true }, // Word
  { note: /^sd(?:foot|end)note\d+sym$/, back: /^sd(?:foot|end)note\d+anc$/, certain: true }, // LibreOffice
  { note: /^(?:ftnt|edn)\d+$/, back: /^(?:ftnt|edn)_ref\d+$/, certain: true }, // Google Docs
  { note: /^note-[a-z0-9]{1,32}$/, back: /^noteref-[a-z0-9-]+$/, certain: false }, // the pages of this journal
  { note: /^fn(?!ref):?[\w-]*\d+$/, back: /^fnref:?[\w-]*\d+$/, certain: false }, // pandoc, Markdown
  { note: /^cite_note-.+$/, back: /^cite_ref-.+$/, certain: false }, // MediaWiki
];

function fragmentOf(anchor) {
  const [, fragment = ""] = (anchor.getAttribute("href") ?? "").split("#");
  try {
    return decodeURIComponent(fragment);
  } catch {
    return fragment;
  }
}

// Returns {name, certain} of the note an `a` leads to, or null.
export function readReference(anchor) {
  const name = fragmentOf(anchor);
  const form = name && FORMS.find(({ note }) => note.test(name));
  return form ? { name, certain: form.certain } : null;
}

// Tells whether an `a` leads from a note back to its place in the text.
export function isBackReference(anchor) {
  const name = fragmentOf(anchor);
  return Boolean(name) && FORMS.some(({ back }) => back.test(name));
}

// Returns the key of a note of this very piece, for a mark copied from the source beside the text, or "".
export function readSourceKey(anchor) {
  const [page, name = ""] = (anchor.getAttribute("href") ?? "").split("#");
  const key = /^source-([a-z0-9]{1,32})$/.exec(name)?.[1];
  return key && (!page || page === location.href.split("#")[0]) ? key : "";
}
