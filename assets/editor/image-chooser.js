// The button for an image from the collection, or a new one from the person's computer: puts in `<figure data-image="17">`.
import { ButtonView, Command, IconImage, Plugin } from "ckeditor5";
import { ask, make, openChooser } from "./chooser-dialog.js";
import { ImageMarker } from "./image-marker.js";

const TYPES = "image/jpeg,image/png,image/webp";

// Opens the dialog and returns a promise of the image that was chosen or sent ({ id, label, thumbnail, width, height, and of
// one that was there already alt and credit }), or of null. `language` is that of the text; `addresses` has `images`, and
// `upload` where new ones are taken. Pages call it as `enfaceEditors.chooseImage()`, see start.js.
export function chooseImage({ words, addresses, language }) {
  const search = ({ search: q, page, signal }) => ask(addresses.images, { q, page, language }, signal);
  return openChooser({
    title: words.image,
    label: words.imageSearch,
    words,
    search,
    describe: describeImage,
    className: "chooser-images",
    addControls: addresses.upload ? (dialog, choose) => makeUpload(dialog, choose, { words, address: addresses.upload }) : null,
  });
}

function describeImage({ id, label, alt, credit, thumbnail }) {
  return [
    thumbnail && make("img", { src: thumbnail, alt: "", loading: "lazy" }),
    make("span", { class: "chooser-title", text: label || `${id}` }),
    make("span", { class: "chooser-about", text: [id, alt, credit].filter(Boolean).join(" · ") }),
  ];
}

function makeUpload(dialog, choose, { words, address }) {
  const file = make("input", { type: "file", accept: TYPES });
  const said = make("p", { class: "chooser-refusal", role: "alert" });
  const send = async (chosen) => {
    if (!chosen) return;
    said.textContent = words.imageSent;
    file.disabled = true;
    try {
      const { image, error } = await upload(address, chosen);
      if (image) return choose(image);
      said.textContent = error || words.failed;
    } catch {
      said.textContent = words.failed;
    }
    file.disabled = false;
    file.value = "";
  };
  file.addEventListener("change", () => send(file.files[0]));
  dialog.addEventListener("dragover", (event) => {
    event.preventDefault();
    dialog.toggleAttribute("data-dropping", true);
  });
  dialog.addEventListener("dragleave", () => dialog.toggleAttribute("data-dropping", false));
  dialog.addEventListener("drop", (event) => {
    event.preventDefault();
    dialog.toggleAttribute("data-dropping", false);
    send(event.dataTransfer.files[0]);
  });
  const label = make("label", {}, make("span", { text: words.imageUpload }), file);
  return [make("div", { class: "chooser-upload" }, label, make("span", { class: "chooser-about", text: words.imageDrop })), said];
}

// Returns { image } or { error: the reason in the person's language }; throws where the server says something else.
async function upload(address, file) {
  const body = new FormData();
  body.set("file", file);
  const token = document.querySelector("input[name=csrfmiddlewaretoken]")?.value ?? "";
  const headers = { "X-CSRFToken": token, Accept: "application/json" };
  const response = await fetch(address, { method: "POST", body, headers });
  const answer = await response.json();
  return response.status === 201 ? { image: answer } : { error: answer.error };
}

class InsertImageCommand extends Command {
  refresh() {
    const { schema, document } = this.editor.model;
    this.isEnabled = Boolean(schema.findAllowedParent(document.selection.getFirstPosition(), "imageMarker"));
  }

  execute({ id }) {
    const { model } = this.editor;
    model.change((writer) => {
      const marker = writer.createElement("imageMarker", { imageId: String(id) });
      model.insertObject(marker, null, null, { findOptimalPosition: "auto", setSelection: "on" });
    });
  }
}

export class ImageChooser extends Plugin {
  static get pluginName() {
    return "ImageChooser";
  }

  static get requires() {
    return [ImageMarker];
  }

  init() {
    const { editor } = this;
    const words = editor.config.get("words");
    const command = new InsertImageCommand(editor);
    editor.commands.add("insertImage", command);
    editor.ui.componentFactory.add("chooseImage", (locale) => {
      const button = new ButtonView(locale);
      button.set({ label: words.image, icon: IconImage, tooltip: true });
      button.bind("isEnabled").to(command, "isEnabled");
      button.on("execute", () => this.choose());
      return button;
    });
  }

  async choose() {
    const { editor } = this;
    const words = editor.config.get("words");
    const language = editor.config.get("language.content") ?? "";
    const image = await chooseImage({ words, addresses: editor.config.get("addresses"), language });
    if (image) {
      editor.plugins.get(ImageMarker).images.remember(image);
      editor.execute("insertImage", { id: image.id });
      const chosen = new CustomEvent("enface:image", { bubbles: true, detail: image });
      editor.sourceElement?.dispatchEvent(chosen);
    }
    editor.editing.view.focus();
  }
}
