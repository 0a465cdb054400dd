/* Words kept in the browser while the server cannot be reached, by person, version and page. */
(() => {
  "use strict";

  const PREFIX = "enface-draft";
  const KEPT = 90 * 24 * 3600 * 1000; // milliseconds

  class Store {
    constructor({ user, version }) {
      this.prefix = [PREFIX, user, version, ""].join("/");
    }

    // Returns whether it could be kept: a browser may have no room, or may keep nothing at all.
    put(page, entry) {
      try {
        localStorage.setItem(this.prefix + page, JSON.stringify({ ...entry, at: Date.now() }));
        return true;
      } catch {
        return false;
      }
    }

    remove(page) {
      try {
        localStorage.removeItem(this.prefix + page);
      } catch {
        // A browser that keeps nothing has nothing to remove
      }
    }

    // Returns [[page, entry], …] of this person and version. What nobody has come back for is removed, whoever wrote it.
    list() {
      const found = [];
      try {
        for (const key of Object.keys(localStorage)) {
          if (!key.startsWith(`${PREFIX}/`)) continue;
          const entry = read(key);
          if (!entry || !(Date.now() - entry.at < KEPT)) localStorage.removeItem(key);
          else if (key.startsWith(this.prefix)) found.push([key.slice(this.prefix.length), entry]);
        }
      } catch {
        // As above
      }
      return found;
    }
  }

  function read(key) {
    try {
      return JSON.parse(localStorage.getItem(key));
    } catch {
      return null;
    }
  }

  window.enfaceDrafts = { ...window.enfaceDrafts, Store };
})();
