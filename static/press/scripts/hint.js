// Who comes from elsewhere to a page in a language that is not theirs is told of the page in theirs, in their words.
// Nothing is sent, and nothing stored unless the reader closes the line.
const KEY = "no-language-hint";

export function offerLanguage() {
  if (document.referrer.startsWith(`${location.origin}/`) || isUnwanted()) return;
  const page = document.documentElement.lang;
  for (const tag of navigator.languages) {
    const code = tag.split("-")[0].toLowerCase();
    if (code === page) return;
    const link = document.querySelector(`.languages a[hreflang="${code}"][data-offer]`);
    if (link) return offer(link, code);
  }
}

function offer(link, code) {
  const hint = document.createElement("aside");
  hint.className = "hint";
  hint.lang = code;
  const way = hint.appendChild(document.createElement("a"));
  way.href = link.href;
  way.hreflang = code;
  way.textContent = link.dataset.offer;
  const close = hint.appendChild(document.createElement("button"));
  close.type = "button";
  close.textContent = link.dataset.close;
  close.addEventListener("click", () => {
    hint.remove();
    try {
      localStorage.setItem(KEY, "1");
    } catch {
      // the reader allows nothing to be stored: the line comes back with the next page
    }
  });
  document.body.append(hint);
}

function isUnwanted() {
  try {
    return localStorage.getItem(KEY) !== null;
  } catch {
    return false;
  }
}
