/* Which paragraphs of the source and of the text face each other, while the text is being typed.
 *
 * What the page provides:
 *   <section data-facing data-text="id_body">
 *     <script type="application/json" data-rows>[[[0], [0]], [[1], [1, 2]]]</script>   places of blocks: source, text
 *     <div data-source> … <div data-passage="0"> … </div></div>
 * New rows come with the answer of the server to the words as they are typed: see ../problems.js. */
(() => {
  "use strict";

  class FacingRows extends EventTarget {
    constructor(section) {
      super();
      this.section = section;
      this.textarea = document.getElementById(section.dataset.text);
      this.source = section.querySelector("[data-source]");
      this.passages = new Map(Array.from(this.source.querySelectorAll("[data-passage]"), (each) => [Number(each.dataset.passage), each]));
      this.take(JSON.parse(section.querySelector("[data-rows]").textContent));
    }

    take(rows) {
      this.rows = rows;
      this.ofText = new Map(); // place of a block of the text -> places of the source
      for (const [left, right] of rows) for (const place of right) this.ofText.set(place, left);
      this.dispatchEvent(new Event("change"));
    }

    // Returns the top-level blocks of the text as they stand in the editor.
    blocks() {
      return Array.from(this.editor?.editing.view.getDomRoot()?.children ?? []);
    }

    // Returns the passages of the source that face a block of the text.
    facing(place) {
      return (this.ofText.get(place) ?? []).map((each) => this.passages.get(each)).filter(Boolean);
    }

    // Returns the place of the block the cursor is in, or -1.
    current() {
      const { model } = this.editor;
      const path = model.document.selection.getFirstPosition()?.path;
      if (!path) return -1;
      const mapped = this.editor.editing.mapper.toViewElement(model.document.getRoot().getChild(path[0]) ?? null);
      let dom = mapped && this.editor.editing.view.domConverter.mapViewToDom(mapped);
      const root = this.editor.editing.view.getDomRoot();
      while (dom && dom.parentElement !== root) dom = dom.parentElement; // items of a list are blocks of their own in the model
      return dom ? this.blocks().indexOf(dom) : -1;
    }

    async follow() {
      this.editor = await window.enfaceEditors?.open(this.textarea);
      if (!this.editor) return false;
      this.textarea.addEventListener("enface:looked", ({ detail }) => this.take(detail.rows));
      return true;
    }
  }

  window.enfaceFacing = { ...window.enfaceFacing, FacingRows };
})();
