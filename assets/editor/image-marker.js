// The place of an image: `<figure data-image="17"></figure>`, a block in the editor that can be moved and deleted.
// Picture, caption, alternative text and credit belong to the image with that number, not to the text; the editor shows the
// picture and its alternative text, so that one sees what one has.
import { Plugin, toWidget, Widget } from "ckeditor5";
import { make } from "./chooser-dialog.js";
import { KnownRows } from "./known-rows.js";

export class ImageMarker extends Plugin {
  static get pluginName() {
    return "ImageMarker";
  }

  static get requires() {
    return [Widget];
  }

  init() {
    const { conversion, model, config } = this.editor;
    this.words = config.get("words");
    this.language = config.get("language.content") ?? "";
    this.images = new KnownRows(config.get("addresses.images"), this.language);
    model.schema.register("imageMarker", { inheritAllFrom: "$blockObject", allowAttributes: ["imageId"] });
    conversion.for("upcast").elementToElement({
      view: { name: "figure", attributes: { "data-image": /^[1-9][0-9]*$/ } },
      model: (figure, { writer }) => writer.createElement("imageMarker", { imageId: figure.getAttribute("data-image") }),
      converterPriority: "highest",
    });
    conversion.for("dataDowncast").elementToElement({
      model: { name: "imageMarker", attributes: ["imageId"] },
      view: (marker, { writer }) => writer.createEmptyElement("figure", { "data-image": marker.getAttribute("imageId") }),
    });
    conversion.for("editingDowncast").elementToElement({
      model: { name: "imageMarker", attributes: ["imageId"] },
      view: (marker, { writer }) => {
        const number = marker.getAttribute("imageId");
        const label = this.words.imageNumber.replace("%s", number);
        const figure = writer.createContainerElement("figure", { class: "image-marker" });
        const shown = writer.createRawElement("div", { class: "image-marker-shown" }, (place) => this.show(place, number, label));
        writer.insert(writer.createPositionAt(figure, 0), shown);
        return toWidget(figure, writer, { label });
      },
    });
  }

  // Fills the place of an image: its number at once, the picture when the server has answered.
  async show(place, number, label) {
    const about = make("span", { class: "image-marker-about", text: label });
    place.replaceChildren(about);
    const image = await this.images.find(Number(number));
    if (image === null) {
      about.textContent = this.words.imageMissing.replace("%s", number);
      about.classList.add("image-marker-missing");
    }
    if (!image) return;
    const { alt, thumbnail } = image;
    if (thumbnail) about.before(make("img", { src: thumbnail, alt: alt ?? "", lang: alt ? this.language || null : null }));
    about.textContent = [label, image.label, alt || this.words.imageWithoutAlt].filter(Boolean).join(" · ");
  }
}
