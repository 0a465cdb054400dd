/* Takes over from the source into the text: a paragraph, a link, the citation of a note, the words of a field.
 *
 * What the page provides, inside the section of rows.js:
 *   <script type="application/json" data-stored>{"0": "<p>…</p>", …}</script>   the passages as they are stored
 *   <template data-copy-template><details class="passage-copy"><summary>…</summary><ul></ul></details></template>
 *   data-copy-words='{"paragraph": …, "link": "… %s", "note": "… %s"}'
 * and anywhere: <button type="button" hidden data-copy-to="id" data-copy="text or HTML">, shown here. */
(() => {
  "use strict";

  const parse = (html) => new DOMParser().parseFromString(html, "text/html").body;

  class Copying {
    constructor(rows) {
      this.rows = rows;
      this.editor = rows.editor;
      this.stored = JSON.parse(rows.section.querySelector("[data-stored]").textContent);
      this.words = JSON.parse(rows.section.dataset.copyWords);
      this.template = rows.section.querySelector("template[data-copy-template]");
      for (const [place, passage] of rows.passages) this.offer(place, passage);
    }

    // Puts the menu of what can be copied at a passage.
    offer(place, passage) {
      const menu = this.template.content.firstElementChild.cloneNode(true);
      const list = menu.querySelector("ul");
      const html = parse(this.stored[place]);
      const add = (label, act) => {
        const button = document.createElement("button");
        button.type = "button";
        button.className = "desk-button quiet-button";
        button.textContent = label;
        button.addEventListener("click", () => {
          menu.open = false;
          act();
        });
        list.append(Object.assign(document.createElement("li")));
        list.lastChild.append(button);
      };
      add(this.words.paragraph, () => this.copyPassages([place]));
      for (const link of html.querySelectorAll("a[href]")) {
        add(this.words.link.replace("%s", link.textContent.trim().slice(0, 40)), () => this.copyLink(link));
      }
      const numbers = passage.querySelectorAll("sup a");
      html.querySelectorAll("sup[data-note]").forEach((marker, index) => {
        const number = numbers[index]?.textContent ?? marker.dataset.note;
        add(this.words.note.replace("%s", number), () => this.editor.execute("insertNote", { key: marker.dataset.note }));
      });
      menu.addEventListener("keydown", (event) => {
        if (event.key !== "Escape" || !menu.open) return;
        event.stopPropagation();
        menu.open = false;
        menu.querySelector("summary").focus();
      });
      passage.prepend(menu);
    }

    // Puts passages of the source behind the cursor's paragraph, or in its place if that is empty.
    copyPassages(places) {
      const { data, model, editing } = this.editor;
      const html = places.map((place) => this.stored[place]).join("");
      model.change((writer) => {
        const { selection } = model.document;
        const root = model.document.getRoot();
        const block = root.getChild(selection.getFirstPosition()?.path[0] ?? 0);
        const fragment = data.toModel(data.processor.toView(html));
        const isEmpty = block?.is("element", "paragraph") && block.isEmpty;
        const at = block ? writer.createPositionAfter(block) : writer.createPositionAt(root, "end");
        const range = model.insertContent(fragment, at);
        if (isEmpty && root.childCount > 1) writer.remove(block);
        if (range) writer.setSelection(range.end);
      });
      editing.view.scrollToTheSelection();
      editing.view.focus();
    }

    // Links what is selected to where the source links; with nothing selected, the words of the link are put in too.
    copyLink(link) {
      const href = link.getAttribute("href");
      const { model, editing } = this.editor;
      if (model.document.selection.isCollapsed) {
        model.change((writer) => model.insertContent(writer.createText(link.textContent, { linkHref: href })));
      } else this.editor.execute("link", href);
      editing.view.focus();
    }

    copyFacing() {
      const places = this.rows.ofText.get(this.rows.current()) ?? [];
      if (places.length) this.copyPassages(places);
    }
  }

  // Buttons beside single fields: the words of the source become those of the field, which can be undone by its own means.
  async function fill(button) {
    const field = document.getElementById(button.dataset.copyTo);
    const editor = field.matches("[data-editor]") ? await window.enfaceEditors?.open(field) : null;
    if (editor) {
      editor.setData(button.dataset.copy);
      editor.editing.view.focus();
      return;
    }
    field.focus();
    field.value = button.dataset.copy;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }

  for (const button of document.querySelectorAll("button[data-copy-to]")) {
    button.hidden = false;
    button.addEventListener("click", () => fill(button));
  }

  window.enfaceFacing = { ...window.enfaceFacing, Copying };
})();
