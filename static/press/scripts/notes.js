// Markers and notes find each other by their addresses: `#note-k` and `#noteref-k`, `#noteref-k-2` and so on.

/** The marker an event happened on, if any. */
export const markerAt = ({ target }) => target.closest("a[role=doc-noteref][href^='#']");

/** The note a marker leads to. */
export const noteOf = (marker) => document.getElementById(marker.hash.slice(1));

/** Whether any of the element is to be seen. */
export function isInView(element) {
  const { top, bottom, height } = element.getBoundingClientRect();
  return height > 0 && bottom > 0 && top < innerHeight;
}

/** The element the address names, if the page has it. */
export const findTarget = () => document.getElementById(decodeHash(location.hash));

function decodeHash(hash) {
  try {
    return decodeURIComponent(hash.slice(1));
  } catch {
    return "";
  }
}
