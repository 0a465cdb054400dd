/* What a form holds, for a draft: {name: [texts]}, as it would be posted. Which of it is kept the server decides; the token
 * against forged requests, the buttons and files are not even sent. */
(() => {
  "use strict";

  const LEFT_OUT = new Set(["csrfmiddlewaretoken", "act", "page", "restored", "kept", "stored_edit_number"]);

  function collect(form) {
    const fields = {};
    for (const [name, value] of new FormData(form)) {
      if (LEFT_OUT.has(name) || typeof value !== "string" || name.startsWith("choice-")) continue;
      (fields[name] ??= []).push(value);
    }
    return fields;
  }

  // Editors write to their textareas at once; only one that shows its HTML has to be asked.
  async function takeOverSources(form) {
    for (const area of form.querySelectorAll(".ck-source-editing-area")) {
      const editor = await window.enfaceEditors?.open(area.closest(".ck-editor").previousElementSibling);
      editor?.updateSourceElement();
    }
  }

  window.enfaceDrafts = { ...window.enfaceDrafts, collect, takeOverSources };
})();
