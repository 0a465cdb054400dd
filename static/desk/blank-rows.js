/* Rows for new footnotes that are offered to browsers without script: with it, the editor's button makes them. */
document.addEventListener("DOMContentLoaded", () => {
  for (const row of document.querySelectorAll("[data-blank]")) row.hidden = true;
});
