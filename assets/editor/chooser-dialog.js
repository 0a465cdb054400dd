// The dialog in which something is searched for and chosen: a native <dialog>, which keeps the focus within itself and gives
// it back. What is found comes from the server, page by page, while somebody types.

const PAUSE = 250; // milliseconds after the last letter
let opened = 0;

// Opens it and returns a promise of the row that was chosen, or of null.
//   title, label   what it is for, and what to type into the search box
//   words          the interface words: close, found, foundNothing, failed, more
//   search         async ({ search, page, signal }) => ({ found: [row], more: bool })
//   describe       (row) => the nodes that show a row on its button
//   className      a class of the dialog
//   addControls    (dialog, choose) => nodes above the search box; optional
export function openChooser(options) {
  return new Promise((resolve) => new ChooserDialog(options, resolve).open());
}

// Returns an element with attributes (`text` is its content) and children; null and undefined are left out.
export function make(tag, { text, ...attributes } = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) if (value !== undefined && value !== null) element.setAttribute(name, value);
  if (text !== undefined) element.textContent = text;
  element.append(...children.filter(Boolean));
  return element;
}

class ChooserDialog {
  constructor({ title, label, words, search, describe, className = "", addControls }, resolve) {
    Object.assign(this, { words, search, describe, resolve, chosen: null, page: 1 });
    opened += 1;
    const id = `chooser-${opened}`;
    this.status = make("p", { class: "chooser-status", role: "status" });
    this.list = make("ul", { class: "chooser-list" });
    this.more = make("button", { type: "button", class: "chooser-more", hidden: "", text: words.more });
    this.box = make("input", { type: "search", id: `${id}-search`, autocomplete: "off", spellcheck: "false" });
    const close = make("button", { type: "button", class: "chooser-close", "aria-label": words.close, text: "×" });
    this.dialog = make("dialog", { class: `chooser ${className}`, "aria-labelledby": `${id}-title` });
    this.dialog.append(
      make("div", { class: "chooser-head" }, make("h2", { id: `${id}-title`, text: title }), close),
      ...(addControls?.(this.dialog, (row) => this.choose(row)) ?? []),
      make("div", { class: "chooser-search" }, make("label", { for: `${id}-search`, text: label }), this.box),
      this.status,
      make("div", { class: "chooser-found" }, this.list, this.more),
    );
    close.addEventListener("click", () => this.dialog.close());
    this.more.addEventListener("click", () => this.look({ page: this.page + 1 }));
    this.box.addEventListener("input", () => {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.look({ page: 1 }), PAUSE);
    });
    this.dialog.addEventListener("keydown", (event) => this.move(event));
    this.dialog.addEventListener("close", () => this.finish());
  }

  open() {
    document.body.append(this.dialog);
    this.dialog.showModal();
    this.box.focus();
    this.look({ page: 1 });
  }

  choose(row) {
    this.chosen = row;
    this.dialog.close();
  }

  finish() {
    clearTimeout(this.timer);
    this.asking?.abort();
    this.dialog.remove();
    this.resolve(this.chosen);
  }

  // Shows a page of what is found, below what is shown already unless it is the first. An older search is dropped.
  async look({ page }) {
    this.asking?.abort();
    const asking = new AbortController();
    this.asking = asking;
    try {
      const { found, more } = await this.search({ search: this.box.value, page, signal: asking.signal });
      if (asking.signal.aborted) return;
      this.page = page;
      this.show(found, { more: Boolean(more), added: page > 1 });
    } catch (error) {
      if (error.name === "AbortError") return;
      this.status.textContent = this.words.failed;
    }
  }

  show(found, { more, added }) {
    const rows = found.map((row) => {
      const button = make("button", { type: "button" }, ...this.describe(row));
      button.addEventListener("click", () => this.choose(row));
      return make("li", {}, button);
    });
    if (added) this.list.append(...rows);
    else this.list.replaceChildren(...rows);
    this.more.hidden = !more;
    const number = this.list.children.length;
    this.status.textContent = number ? this.words.found.replace("%s", `${number}${more ? "+" : ""}`) : this.words.foundNothing;
    if (added) rows[0]?.firstChild.focus();
  }

  // Arrow keys go from the search box through what was found and back; Enter in the box goes to the first. Escape closes
  // at once: Chromium's search box would take the first one to empty itself.
  move(event) {
    if (event.key === "Escape") {
      event.preventDefault();
      this.dialog.close();
      return;
    }
    const buttons = [...this.list.querySelectorAll("button")];
    const at = buttons.indexOf(document.activeElement);
    const inBox = document.activeElement === this.box;
    let to = null;
    if (event.key === "ArrowDown" && (inBox || at >= 0)) to = buttons[at + 1];
    else if (event.key === "ArrowUp" && at >= 0) to = buttons[at - 1] ?? this.box;
    else if (event.key === "Enter" && inBox) to = buttons[0] ?? this.box;
    if (!to) return;
    event.preventDefault();
    to.focus();
  }
}

// Returns the answer of the server as JSON; throws where it is none. `parameters` go into the address.
export async function ask(address, parameters, signal) {
  const response = await fetch(`${address}?${new URLSearchParams(parameters)}`, { signal, headers: { Accept: "application/json" } });
  if (!response.ok) throw new Error(`${response.status} ${address}`);
  return response.json();
}
