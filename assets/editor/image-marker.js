// The place of an image: `<figure data-image="17"></figure>`, a block in the editor that can be moved and deleted.
// Picture, caption, alternative text and credit belong to the image with that number, not to the text.
import { Plugin, toWidget, Widget } from "ckeditor5";

export class ImageMarker extends Plugin {
  static get pluginName() {
    return "ImageMarker";
  }

  static get requires() {
    return [Widget];
  }

  init() {
    const { conversion, model, config } = this.editor;
    const words = config.get("words.imageNumber");
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
        const label = words.replace("%s", marker.getAttribute("imageId"));
        const figure = writer.createContainerElement("figure", { class: "image-marker", "data-label": label });
        return toWidget(figure, writer, { label });
      },
    });
  }
}
