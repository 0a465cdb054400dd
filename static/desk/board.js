// Improves the board; everything works without it. Escape closes what is open, and choices that were not made stay out
// of the address.

for (const form of document.querySelectorAll("form[data-leaves-out-empty]")) {
  form.addEventListener("formdata", (event) => {
    for (const [name, value] of [...event.formData]) if (!value) event.formData.delete(name);
  });
}

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const open = document.activeElement?.closest("details[open]");
  if (!open?.closest(".board")) return;
  open.open = false;
  open.querySelector("summary").focus();
});
