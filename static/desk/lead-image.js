// Choosing the lead image in the editor's dialog instead of typing its number. Without the dialog the field is all there is.
for (const box of document.querySelectorAll("[data-lead-image]")) {
  const field = box.querySelector("input");
  const said = box.querySelector("[data-said]");
  const choose = box.querySelector("[data-choose]");
  const remove = box.querySelector("[data-remove]");
  const followNumber = () => { remove.hidden = !field.value; };
  const start = () => {
    if (!window.enfaceEditors?.chooseImage) return;
    choose.hidden = false;
    followNumber();
  };
  choose.addEventListener("click", async () => {
    const image = await window.enfaceEditors.chooseImage({ language: box.dataset.language });
    choose.focus();
    if (!image) return;
    field.value = image.id;
    said.textContent = said.dataset.template.replace("%s", image.label || image.id);
    followNumber();
  });
  remove.addEventListener("click", () => {
    field.value = "";
    said.textContent = "";
    followNumber();
    field.focus();
  });
  field.addEventListener("input", followNumber);
  if (document.readyState === "complete") start();
  else window.addEventListener("load", start);
}
