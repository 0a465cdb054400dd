/* A file may be dropped anywhere in the frame around its field; without script, on the field itself. */
"use strict";

for (const zone of document.querySelectorAll("[data-drop-zone]")) {
  const field = zone.querySelector("input[type=file]");
  const holdsFiles = (event) => event.dataTransfer !== null && event.dataTransfer.types.includes("Files");

  zone.addEventListener("dragover", (event) => {
    if (holdsFiles(event)) {
      event.preventDefault();
      zone.dataset.over = "";
    }
  });
  zone.addEventListener("dragleave", (event) => {
    if (!zone.contains(event.relatedTarget)) delete zone.dataset.over;
  });
  zone.addEventListener("drop", (event) => {
    delete zone.dataset.over;
    if (!holdsFiles(event) || event.dataTransfer.files.length === 0) return;
    event.preventDefault();
    const first = new DataTransfer();
    first.items.add(event.dataTransfer.files[0]);
    field.files = first.files;
    field.dispatchEvent(new Event("change", { bubbles: true }));
    field.focus();
  });
}
