/* Source and text scroll together, paragraph facing paragraph: where one is scrolled, the other is brought to the passage
 * that faces it, at the same height. The passage facing the cursor is marked. */
(() => {
  "use strict";

  const LEVEL = 0.3; // how far down the pane, of its height, two passages are held level while it is scrolled

  class ScrollTogether {
    constructor(rows) {
      this.rows = rows;
      this.source = rows.source;
      this.text = rows.editor.editing.view.getDomRoot();
      this.leader = null; // the pane the person scrolls
      this.frame = 0;
      for (const pane of [this.source, this.text]) {
        for (const name of ["wheel", "touchmove", "pointerdown", "keydown", "focusin"]) {
          pane.addEventListener(name, () => (this.leader = pane), { passive: true });
        }
        pane.addEventListener("scroll", () => this.leader === pane && this.queue(), { passive: true });
      }
      rows.addEventListener("change", () => {
        this.points = null;
        this.mark();
      });
      rows.editor.model.document.selection.on("change:range", () => this.mark());
      rows.editor.model.document.on("change:data", () => (this.points = null));
      new ResizeObserver(() => (this.points = null)).observe(this.source);
      this.mark();
    }

    queue() {
      this.frame ||= requestAnimationFrame(() => {
        this.frame = 0;
        this.follow();
      });
    }

    // Pairs of heights, in the source and in the text, that face each other; between them the way is straight.
    measure() {
      const top = (element, pane) => element.getBoundingClientRect().top - pane.getBoundingClientRect().top + pane.scrollTop;
      const blocks = this.rows.blocks();
      const points = [[0, 0]];
      for (const [left, right] of this.rows.rows) {
        const passage = this.rows.passages.get(left[0]);
        const block = blocks[right[0]];
        if (passage && block) points.push([top(passage, this.source), top(block, this.text)]);
      }
      points.push([this.source.scrollHeight, this.text.scrollHeight]);
      return points;
    }

    follow() {
      this.points ??= this.measure();
      const [from, to, pane, other] = this.leader === this.source ? [0, 1, this.source, this.text] : [1, 0, this.text, this.source];
      const edge = pane.scrollTop + pane.clientHeight >= pane.scrollHeight - 1;
      if (edge || pane.scrollTop <= 0) {
        other.scrollTop = edge ? other.scrollHeight : 0;
        return;
      }
      const height = pane.scrollTop + pane.clientHeight * LEVEL;
      const index = Math.max(this.points.findLastIndex((point) => point[from] <= height), 0);
      const [start, end] = [this.points[index], this.points[Math.min(index + 1, this.points.length - 1)]];
      const part = end[from] > start[from] ? (height - start[from]) / (end[from] - start[from]) : 0;
      other.scrollTop = start[to] + part * (end[to] - start[to]) - other.clientHeight * LEVEL;
    }

    // Marks the passage that faces the cursor and brings it level with the cursor's paragraph.
    mark() {
      const place = this.rows.current();
      const facing = this.rows.facing(place);
      for (const passage of this.rows.passages.values()) passage.toggleAttribute("data-faces-cursor", facing.includes(passage));
      if (facing.length && this.leader === this.text) this.level(this.rows.blocks()[place], facing[0]);
    }

    level(block, passage) {
      const away = passage.getBoundingClientRect().top - block.getBoundingClientRect().top;
      this.source.scrollTop += away;
    }
  }

  window.enfaceFacing = { ...window.enfaceFacing, ScrollTogether };
})();
