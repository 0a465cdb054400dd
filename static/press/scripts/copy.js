// Buttons that copy: `data-copy` is what they copy, or the id of the element whose text it is; `data-copied` is said then.
export function offerCopies() {
  if (!navigator.clipboard) return;
  for (const button of document.querySelectorAll("button[data-copy]")) {
    const said = document.createElement("span");
    said.role = "status";
    said.className = "copied";
    button.after(said);
    button.hidden = false;
    button.addEventListener("click", async () => {
      const { copy, copied } = button.dataset;
      said.textContent = "";
      try {
        const words = document.getElementById(copy)?.textContent.replace(/\s+/g, " ").trim() ?? copy;
        await navigator.clipboard.writeText(words);
        said.textContent = copied;
      } catch {
        // not allowed: the address and the text can be seen and selected
      }
    });
  }
}
