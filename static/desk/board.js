// Improves the board; everything works without it. A button is pressed once, Escape closes what is open, and choices
// that were not made stay out of the address.

for (const form of document.querySelectorAll("form[data-once]")) {
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "yes";
  });
}

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

// Back from another page, what was sent may be sent again
window.addEventListener("pageshow", (event) => {
  if (!event.persisted) return;
  for (const form of document.querySelectorAll("form[data-once]")) delete form.dataset.sent;
});
