/* Binds the keeping of drafts to the form of a screen, and shows what comes of it: `[data-drafts]` says where drafts go,
 * `[data-draft-said]` what became of the last one, `[data-present]` who else is here, `[data-moved]` who has saved. */
(() => {
  "use strict";

  const BEAT = 20_000; // milliseconds between two signs of life
  const HIDDEN = 15 * 60_000; // … for which a page in the background goes on giving them
  const panel = document.querySelector("[data-drafts]");
  const form = document.querySelector("form:has([name='edit_number']):has([data-notes])");
  if (!panel || !form) return;
  const words = JSON.parse(panel.dataset.words);
  const said = form.querySelector("[data-draft-said]");
  const store = new window.enfaceDrafts.Store(panel.dataset);
  const keeper = new window.enfaceDrafts.Keeper({ form, address: panel.dataset.drafts, store, user: Number(panel.dataset.user), tell });
  let hiddenSince = 0;

  function say(text, link) {
    if (said.dataset.text === text) return;
    said.dataset.text = text;
    said.replaceChildren(text);
    if (link) said.append(" ", link);
  }

  // What went wrong has been said; and where the words are now.
  function add(text) {
    const place = said.querySelector("span") ?? said.appendChild(document.createElement("span"));
    if (place.textContent !== ` ${text}`) place.textContent = ` ${text}`;
  }

  function makeSignInLink() {
    const link = document.createElement("a");
    Object.assign(link, { href: panel.dataset.signIn, target: "_blank", rel: "noopener", textContent: words.signIn });
    return link;
  }

  function tell(kind, detail) {
    if (kind === "kept") say(words.kept.replace("%s", detail));
    else if (kind === "signedOut") say(words.signedOut, makeSignInLink());
    else if (kind === "other") say(words.other);
    else if (kind === "keptHere" || kind === "unkept") add(words[kind]);
    else if (kind === "answer") show(detail);
    else if (keeper.isChanged) say(words[kind]);
  }

  function show({ others, moved }) {
    if (said.querySelector("a")) say("");
    const list = panel.querySelector("[data-present]");
    const items = others.map((other) => Object.assign(document.createElement("li"), { textContent: other.words }));
    if (list.innerText.trim() !== others.map((other) => other.words).join("\n")) list.replaceChildren(...items);
    if (form.querySelector(".desk-conflict")) return; // the page shows both texts already
    const line = panel.querySelector("[data-moved]");
    if (line.textContent !== moved) line.textContent = moved;
  }

  // Hands in what this browser has kept of other pages, whose words the server may not have, and shows what it makes of it.
  async function handIn() {
    let isNew = false;
    for (const [page, entry] of store.list()) {
      if (keeper.isPaused) return;
      if (page === form.elements.page.value) continue;
      const { at: _at, ...message } = entry;
      const answer = await keeper.send({ ...message, page, left: true });
      if (!answer) continue; // one the server does not take stands in the way of no other
      store.remove(page);
      isNew ||= !answer.closed;
    }
    if (!isNew) return;
    const query = new URLSearchParams({ page: form.elements.page.value, offers: "1" });
    const response = await fetch(`${panel.dataset.drafts}?${query}`, { redirect: "error" }).catch(() => null);
    if (response?.ok) panel.querySelector("[data-offers]").innerHTML = (await response.json()).panel;
  }

  function beat() {
    if (document.hidden && hiddenSince && Date.now() - hiddenSince > HIDDEN) return;
    keeper.flush({ beat: true });
  }

  async function start() {
    if ("unsaved" in panel.dataset) keeper.touch();
    else keeper.settle();
    await handIn();
    beat();
    setInterval(beat, BEAT);
  }

  for (const name of ["input", "change", "click"]) form.addEventListener(name, () => keeper.touch());
  form.addEventListener("focusout", () => keeper.timer && keeper.flush());
  form.addEventListener("submit", (event) => {
    if (event.defaultPrevented) return;
    keeper.pause();
    setTimeout(() => keeper.resume(), 2 * BEAT);
  });
  document.addEventListener("visibilitychange", () => {
    hiddenSince = document.hidden ? Date.now() : 0;
    if (document.hidden) keeper.flush();
    else beat();
  });
  window.addEventListener("pagehide", () => keeper.leave());
  // After the browser and returning.js have filled the form in again, and the rows of notes have followed
  window.addEventListener("pageshow", ({ persisted }) => {
    if (persisted) keeper.resume();
    else setTimeout(start);
  });
})();
