// Small things about the DOM of pasted HTML. It belongs to no page: no script in it runs, no image of it is loaded.

// Returns an element that holds what `html` says, without its styles and scripts. A template, since the styles in a parsed
// document would be tried and refused by the policy of the desk.
export function parseHtml(html) {
  const template = document.createElement("template");
  template.innerHTML = html;
  for (const element of template.content.querySelectorAll("style, script")) element.remove();
  const root = template.content.ownerDocument.createElement("div");
  root.append(template.content);
  return root;
}

// Returns the declarations of a `style` attribute, those of Word that no browser knows included.
export function readStyle(element) {
  const style = {};
  for (const declaration of (element.getAttribute("style") ?? "").split(";")) {
    const colon = declaration.indexOf(":");
    if (colon > 0) style[declaration.slice(0, colon).trim().toLowerCase()] = declaration.slice(colon + 1).trim();
  }
  return style;
}

// Puts the content of an element in its place.
export function unwrap(element) {
  element.replaceWith(...element.childNodes);
}

// Gives an element another name; it keeps its content, and of its attributes those named.
export function rename(element, tag, attributes = []) {
  const made = element.ownerDocument.createElement(tag);
  for (const name of attributes) if (element.hasAttribute(name)) made.setAttribute(name, element.getAttribute(name));
  made.append(...element.childNodes);
  element.replaceWith(made);
  return made;
}

const FILLED = "[data-note], [data-image], br, hr, img, table";

// Tells whether an element shows nothing at all: no word, no marker, no picture.
export function isBlank(element) {
  return !element.textContent.trim() && !element.querySelector(FILLED);
}

export const BLOCKS = new Set(
  "ADDRESS ARTICLE ASIDE BLOCKQUOTE BODY CAPTION CENTER DD DETAILS DIV DL DT FIELDSET FIGCAPTION FIGURE FOOTER FORM H1 H2 H3 H4 H5 H6 HEADER HR LI MAIN NAV OL P PRE SECTION SUMMARY TABLE TBODY TD TFOOT TH THEAD TR UL".split(" "),
);
