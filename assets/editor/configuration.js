// From the JSON in `data-editor` (written by journal/editor.py) to CKEditor's configuration.
import { choosePlugins } from "./plugins.js";

// Returns the configuration for a textarea; throws if its JSON is broken.
export function readConfiguration(textarea) {
  const { plugins, toolbar, words, limit, language, addresses, quotes, characters, ...parts } = JSON.parse(textarea.dataset.editor);
  const label = textarea.labels?.[0]?.textContent.trim().replace(/:$/, "") || textarea.getAttribute("aria-label");
  return {
    licenseKey: "GPL",
    attachTo: textarea,
    root: { initialData: textarea.value, ...(label && { label }) },
    language,
    words,
    limit, // characters a text may have
    addresses,
    quotes,
    characters,
    partLanguages: parts.languages,
    journalLanguages: parts.journal,
    ui: { poweredBy: { position: "inside", side: "right", label: null } },
    plugins: choosePlugins(plugins),
    toolbar: { items: toolbar, shouldNotGroupWhenFull: true },
    heading: {
      options: [
        { model: "paragraph", title: "Paragraph", class: "ck-heading_paragraph" },
        { model: "heading2", view: "h2", title: "Heading 2", class: "ck-heading_heading2" },
        { model: "heading3", view: "h3", title: "Heading 3", class: "ck-heading_heading3" },
      ],
    },
    link: { allowedProtocols: ["https?", "mailto", "article"], defaultProtocol: "https://" },
    list: { properties: { styles: false, startIndex: true, reversed: true } },
    table: {
      contentToolbar: ["toggleTableCaption", "tableColumn", "tableRow", "mergeTableCells"],
      tableToolbar: ["toggleTableCaption"],
    },
  };
}
