// What only improves the pages of the public site; each of them works without, and none waits for another.
import { offerCopies } from "./copy.js";
import { offerLanguage } from "./hint.js";
import { keepPlace } from "./place.js";
import { openNotes } from "./popover.js";
import { layNotes } from "./sidenotes.js";

for (const improve of [layNotes, openNotes, keepPlace, offerLanguage, offerCopies]) {
  try {
    improve();
  } catch (error) {
    reportError(error);
  }
}
