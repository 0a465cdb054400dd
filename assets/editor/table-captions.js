// Gives the caption of a table in the editor a name, and a role that HTML allows a <figcaption> (ARIA in HTML).
import { Plugin } from "ckeditor5";

export class TableCaptionName extends Plugin {
  static get pluginName() {
    return "TableCaptionName";
  }

  afterInit() {
    const { editing, t } = this.editor;
    // After TableCaption has made the element
    editing.downcastDispatcher.on("insert:caption", (_event, { item }, { mapper, writer }) => {
      const caption = mapper.toViewElement(item);
      if (caption?.name !== "figcaption") return;
      writer.setAttribute("role", "group", caption);
      writer.setAttribute("aria-label", t("Enter table caption"), caption);
    }, { priority: "lowest" });
  }
}
