/* The problems of a text: a jump to the place of each, and the checks of its words while they are typed.
 *
 * What the page provides:
 *   <section data-checks="address" data-text="id_body">
 *     <div data-word-faults>…</div>           replaced by what the server finds in the words as they are typed
 *     <a href="#…" data-jump='{"field": "body", "block": 3, "start": 10, "end": 14}'>
 * What the server tells of the words goes on to the facing desk (facing/rows.js) by the event `enface:looked`. */
(() => {
  "use strict";

  const PAUSE = 1500; // milliseconds without a key before the server is asked

  const BREAKS = "br, p, h2, h3, blockquote, ul, ol, li, table, caption, figcaption, tr, td, th, figure, hr, thead, tbody";
  const NO_TEXT = ".note-marker, [data-cke-filler], .ck-widget__type-around, .ck-widget__selection-handle";
  const FILLER = "\u2060".repeat(7); // stands where the cursor has no text yet; a part of no text

  // Places are counted in code points by the server, in UTF-16 units by the browser.
  const countUnits = (text, points) => Array.from(text).slice(0, Math.max(points, 0)).join("").length;

  // Returns the text nodes of a block as journal/text/flat.py lays them: without markers of notes, a line break between
  // blocks and for <br>. `start` is a place of the server's.
  function layFlat(block) {
    const parts = [];
    let length = 0;
    let isBroken = true; // whether a line break, or nothing, stands before what comes
    const walker = document.createTreeWalker(block, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT, {
      acceptNode: (node) => (node.nodeType === 1 && node.matches(NO_TEXT) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT),
    });
    while (walker.nextNode()) {
      const node = walker.currentNode;
      if (node.nodeType === 3) {
        const before = node.data.startsWith(FILLER) ? FILLER.length : 0;
        const text = node.data.slice(before);
        if (!text) continue;
        parts.push({ node, start: length, text, before });
        length += Array.from(text).length;
        isBroken = false;
      } else if (node.matches("br") || (node.matches(BREAKS) && !isBroken)) {
        length += 1;
        isBroken = true;
      }
    }
    return parts;
  }

  function makeRange(block, start, end) {
    const parts = layFlat(block);
    const find = (place) => parts.findLast((part) => part.start <= place) ?? parts[0];
    const [from, to] = [find(start), find(Math.max(end - 1, start))];
    if (!from) return null;
    const range = document.createRange();
    range.setStart(from.node, from.before + countUnits(from.text, start - from.start));
    range.setEnd(to.node, to.before + countUnits(to.text, end - to.start));
    return range;
  }

  async function select(textarea, { block = null, start = null, end = null }) {
    const editor = await window.enfaceEditors?.open(textarea);
    if (!editor) return textarea.focus();
    const { editing, model } = editor;
    const root = editing.view.getDomRoot();
    const element = root.children[block ?? 0];
    editing.view.focus();
    if (element && start !== null) {
      const range = makeRange(element, start, end);
      const view = range && editing.view.domConverter.domRangeToView(range);
      if (view) model.change((writer) => writer.setSelection(editing.mapper.toModelRange(view)));
    } else if (element && block !== null) {
      const view = editing.view.domConverter.domToView(element);
      const found = view && editing.mapper.toModelElement(view);
      if (found) model.change((writer) => writer.setSelection(found, "in"));
    }
    textarea.nextElementSibling?.scrollIntoView({ block: "nearest" });
    editing.view.scrollToTheSelection({ alignToTop: false });
  }

  function findField({ field }) {
    const [kind, name = "", part = ""] = field.split(":");
    if (kind === "note") {
      const row = Array.from(document.querySelectorAll("[data-note-row]")).find((each) => each.querySelector("[data-note-key]")?.value === name);
      return row?.querySelector("textarea");
    }
    if (kind === "image") return document.querySelector(`[data-image-row="${name}"] [name$="-${part}"]`);
    return document.getElementById(`id_${kind}`);
  }

  async function jump(place) {
    const target = findField(place);
    if (!target) return false;
    if (target.matches("[data-editor]")) await select(target, place);
    else {
      target.focus();
      if (place.start !== null && target.setSelectionRange) {
        target.setSelectionRange(countUnits(target.value, place.start), countUnits(target.value, place.end));
      }
      target.scrollIntoView({ block: "center" });
    }
    return true;
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-jump]");
    if (!link || event.ctrlKey || event.metaKey) return;
    const place = JSON.parse(link.dataset.jump);
    if (!findField(place)) return; // the link leads to the section
    event.preventDefault();
    jump(place);
  });

  // Shows what was found just now; what was chosen to be left as it is stays chosen.
  function show(holder, html) {
    const chosen = new Set(Array.from(holder.querySelectorAll("input:checked"), (box) => box.value));
    holder.innerHTML = html;
    for (const box of holder.querySelectorAll("input")) box.checked = chosen.has(box.value);
  }

  function watch(section) {
    const holder = section.querySelector("[data-word-faults]");
    const textarea = document.getElementById(section.dataset.text);
    const { form } = textarea;
    let timer = 0;
    let asked = null;
    async function ask() {
      const sent = new FormData();
      for (const [name, value] of new FormData(form)) {
        if (/^(?:title|subtitle|standfirst|body|source_revision|csrfmiddlewaretoken|note-\d+-(?:key|text))$/.test(name)) sent.append(name, value);
      }
      const editor = await window.enfaceEditors?.open(textarea);
      if (editor) sent.set("body", editor.getData());
      asked?.abort();
      asked = new AbortController();
      try {
        const answer = await fetch(section.dataset.checks, { method: "POST", body: sent, signal: asked.signal });
        if (!answer.ok || answer.redirected) return;
        const told = await answer.json();
        show(holder, told.faults);
        textarea.dispatchEvent(new CustomEvent("enface:looked", { bubbles: true, detail: told }));
      } catch {
        // Not reached, or asked again meanwhile: what is shown stays.
      }
    }
    form.addEventListener("input", ({ target }) => {
      if (!target.matches("input[type='text'], textarea, [contenteditable]")) return;
      clearTimeout(timer);
      timer = setTimeout(ask, PAUSE);
    });
  }

  for (const section of document.querySelectorAll("[data-checks]")) watch(section);
})();
