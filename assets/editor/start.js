// Starts an editor on each `textarea[data-editor]` when it comes into view or gets the focus. One that cannot start stays
// a textarea and stops no other.
import { readConfiguration } from "./configuration.js";
import { count } from "./counting.js";
import { chooseImage } from "./image-chooser.js";
import { RichTextEditor } from "./rich-text-editor.js";

const SELECTOR = "textarea[data-editor]";
const started = new Map(); // textarea -> promise of its editor, or of null where it could not start

async function createEditor(textarea) {
  try {
    const editor = await RichTextEditor.create(readConfiguration(textarea));
    followReadOnly(textarea, editor);
    return editor;
  } catch (error) {
    console.error(`editor: ${textarea.name} stays a plain text area`, error);
    // What CKEditor had built before it failed would hide the text.
    if (textarea.nextElementSibling?.matches(".ck-editor")) textarea.nextElementSibling.remove();
    textarea.style.display = "";
    return null;
  }
}

function startEditor(textarea) {
  if (!started.has(textarea)) started.set(textarea, createEditor(textarea));
  return started.get(textarea);
}

// Keeps the editor read-only while its textarea is disabled or readonly.
function followReadOnly(textarea, editor) {
  const follow = () => {
    if (textarea.matches(":disabled, :read-only")) editor.enableReadOnlyMode("textarea");
    else editor.disableReadOnlyMode("textarea");
  };
  follow();
  new MutationObserver(follow).observe(textarea, { attributes: true, attributeFilter: ["disabled", "readonly"] });
}

function watchPage() {
  const inView = new IntersectionObserver(
    (entries) => {
      for (const { isIntersecting, target } of entries) {
        if (!isIntersecting) continue;
        inView.unobserve(target);
        startEditor(target);
      }
    },
    { rootMargin: "100px" },
  );
  const watch = (element) => {
    if (element.matches(SELECTOR)) inView.observe(element);
    for (const textarea of element.querySelectorAll(SELECTOR)) inView.observe(textarea);
  };
  watch(document.body);
  new MutationObserver((changes) => {
    for (const { addedNodes } of changes) for (const node of addedNodes) if (node.nodeType === 1) watch(node);
  }).observe(document.body, { childList: true, subtree: true });
}

function chooseForPage({ language = "" } = {}) {
  const { words, addresses } = JSON.parse(document.querySelector(SELECTOR).dataset.editor);
  return chooseImage({ words, addresses, language });
}

export function watchForTextareas() {
  // For the page's other scripts:
  //   await enfaceEditors.open(textarea)            its editor, or null where none can start
  //   await enfaceEditors.chooseImage({language})   the image somebody chose or sent, or null; image-chooser.js says what is
  //                                                 known of it. Needs a textarea with an editor on the page: words and
  //                                                 addresses are those of its configuration
  //   enfaceEditors.count(html)                     {words, characters}
  window.enfaceEditors = { open: startEditor, chooseImage: chooseForPage, count };
  document.addEventListener("focusin", async ({ target }) => {
    if (target.matches?.(SELECTOR)) (await startEditor(target))?.editing.view.focus();
  });
  // Not before browsers have filled in again what somebody left by the Back button: Chromium does so after everything else.
  if (document.readyState === "complete") watchPage();
  else window.addEventListener("pageshow", watchPage, { once: true });
}
