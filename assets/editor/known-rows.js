// What the server says of pieces and images a text names by their numbers, asked for together and once.
import { ask } from "./chooser-dialog.js";

export class KnownRows {
  constructor(address, language) {
    this.address = address;
    this.language = language;
    this.rows = new Map(); // number -> promise of its row, or of null for what is not there
    this.wanted = new Map(); // number -> what keeps its promise
  }

  // Returns a promise of the row of a number; of null where it is not there or not the person's to see; of undefined where
  // the server cannot be asked.
  find(number) {
    if (!this.rows.has(number)) {
      if (!this.wanted.size) queueMicrotask(() => this.load());
      this.rows.set(number, new Promise((keep) => this.wanted.set(number, keep)));
    }
    return this.rows.get(number);
  }

  remember(row) {
    this.rows.set(row.id, Promise.resolve(row));
  }

  async load() {
    const wanted = new Map(this.wanted);
    this.wanted.clear();
    let found = null;
    try {
      const ids = [...wanted.keys()].join();
      const answer = this.address && (await ask(this.address, { ids, language: this.language }));
      found = answer && new Map(answer.found.map((row) => [row.id, row]));
    } catch {
      for (const number of wanted.keys()) this.rows.delete(number); // to be asked again
    }
    for (const [number, keep] of wanted) keep(found ? (found.get(number) ?? null) : undefined);
  }
}
