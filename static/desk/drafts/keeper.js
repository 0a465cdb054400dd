/* Keeps what is typed as a draft on the server, one request at a time; in the browser while that cannot be done. It never
 * saves the text, so it can stand in nobody's way. What it has to say it gives to `tell(kind, detail)`. */
(() => {
  "use strict";

  const EVERY = 3_000; // milliseconds from the first change to its being kept
  const AGAIN = 10_000; // … to another try
  const LONGEST = 30_000; // … an answer is waited for
  const MOST_KEPT_ALIVE = 60_000; // bytes of a request that may outlive its page (Fetch standard, "keepalive": 64 KiB)

  class Keeper {
    constructor({ form, address, store, user, tell }) {
      Object.assign(this, { form, address, store, user, tell });
      this.kept = null; // what the server has, as JSON
      this.turn = 0;
      this.timer = 0;
      this.running = null; // the request under way
      this.isPaused = false;
    }

    field(name) {
      return this.form.elements[name]?.value ?? "";
    }

    snapshot() {
      return JSON.stringify(window.enfaceDrafts.collect(this.form));
    }

    // Says that what the form holds now needs no keeping: the server has sent it.
    settle() {
      this.kept = this.snapshot();
    }

    get isChanged() {
      return this.kept !== this.snapshot();
    }

    touch(delay = EVERY) {
      if (!this.timer && !this.isPaused) this.timer = setTimeout(() => this.flush(), delay);
    }

    // Sends what is new; without anything new, with `beat`, only that the page is open.
    async flush({ beat = false } = {}) {
      clearTimeout(this.timer);
      this.timer = 0;
      if (this.isPaused) return;
      if (this.running) return this.touch(); // it may have set off before the last word
      await window.enfaceDrafts.takeOverSources(this.form);
      if (this.isPaused) return;
      if (this.running) return this.touch();
      const snapshot = this.snapshot();
      if (snapshot === this.kept) return beat ? this.send(this.message()) : undefined;
      this.turn = Math.max(this.turn + 1, Date.now());
      const answer = await this.send(this.message(snapshot));
      if (answer?.closed) this.rename();
      else if (answer) {
        this.kept = snapshot;
        this.store.remove(this.field("page"));
        this.tell("kept", answer.kept);
      } else if (!this.isPaused) this.tell(this.keepHere(snapshot) ? "keptHere" : "unkept");
      if (this.isChanged) this.touch(answer ? EVERY : AGAIN);
    }

    message(snapshot) {
      const said = { user: this.user, page: this.field("page"), edit_number: Number(this.field("edit_number")) };
      if (this.field("restored")) said.restored = Number(this.field("restored"));
      return snapshot ? { ...said, turn: this.turn, fields: JSON.parse(snapshot) } : said;
    }

    keepHere(snapshot = this.snapshot()) {
      const { fields, ...entry } = this.message(snapshot);
      this.turn = entry.turn = Math.max(this.turn + 1, Date.now());
      return this.store.put(entry.page, { ...entry, fields });
    }

    // The page has saved its words, or they were thrown away, and it holds new ones: it goes on as another page.
    rename() {
      const bytes = crypto.getRandomValues(new Uint8Array(12));
      this.form.elements.page.value = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
    }

    // Returns the server's answer, null where there is none; why has been told.
    async send(said, { isSecond = false } = {}) {
      const request = (this.running = new AbortController());
      const timer = setTimeout(() => request.abort(), LONGEST);
      let response = null;
      let answer = null;
      try {
        response = await fetch(this.address, { ...this.post(said), signal: request.signal });
        answer = response.ok ? await response.json() : null;
      } catch {
        response = null;
      }
      clearTimeout(timer);
      if (this.running === request) this.running = null;
      if (answer) return this.take(answer);
      if (this.isPaused) return null;
      if (response?.status === 403 && !isSecond && (await this.refresh())) return this.send(said, { isSecond: true });
      if (response?.status !== 403) this.tell(response && response.status < 500 ? "refused" : "offline");
      return null;
    }

    post(said) {
      const headers = { "Content-Type": "application/json", "X-CSRFToken": this.field("csrfmiddlewaretoken") };
      return { method: "POST", headers, body: JSON.stringify(said), redirect: "error", credentials: "same-origin" };
    }

    // After somebody has signed in again in another window, the page needs another token. Returns whether it has one.
    async refresh() {
      try {
        const query = new URLSearchParams({ page: this.field("page"), user: this.user });
        const response = await fetch(`${this.address}?${query}`, { redirect: "error" });
        if (response.ok) return Boolean(this.take(await response.json()));
        if (response.status === 403) this.tell((await response.json()).is_other ? "other" : "signedOut");
        else this.tell("refused");
      } catch {
        this.tell("offline");
      }
      return false;
    }

    take(answer) {
      for (const field of document.querySelectorAll("input[name=csrfmiddlewaretoken]")) field.value = answer.csrf;
      this.tell("answer", answer);
      return answer;
    }

    // Before the form is sent: what the server does not have yet stays here, until the next page hears that it has.
    pause() {
      this.isPaused = true;
      clearTimeout(this.timer);
      this.timer = 0;
      if (this.isChanged) this.keepHere();
      this.running?.abort();
      this.running = null;
    }

    resume() {
      if (!this.isPaused) return;
      this.isPaused = false;
      if (this.isChanged) this.touch();
    }

    // The page is being left: there is time for one request, if it is short.
    leave() {
      if (this.isPaused) return;
      const isChanged = this.isChanged;
      if (isChanged) this.keepHere();
      const whole = this.post({ ...this.message(isChanged ? this.snapshot() : ""), left: true });
      const isShort = new Blob([whole.body]).size < MOST_KEPT_ALIVE;
      fetch(this.address, { ...whole, keepalive: isShort }).catch(() => {});
      if (!isShort) fetch(this.address, { ...this.post({ ...this.message(), left: true }), keepalive: true }).catch(() => {});
    }
  }

  window.enfaceDrafts = { ...window.enfaceDrafts, Keeper };
})();
