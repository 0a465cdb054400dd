/* Sends comments without leaving the page, so that nothing typed into the text is touched:
 *
 *   <section data-comments="/…/comments/" data-failed="…">
 *     <p role="status" data-comments-said></p>
 *     <p data-without-script>…</p>                    for browsers without script only
 *     <div data-comments-part>…forms…</div>           replaced by what the server answers
 *   <p data-comments-of="k1"></p>                     at a note: gets what `template[data-comments-count=k1]` holds
 *
 * Words that are typed and not sent are kept for the window, and are there again when the page is. */
(() => {
  "use strict";

  const section = document.querySelector("[data-comments]");
  if (!section) return;
  const part = section.querySelector("[data-comments-part]");
  const said = section.querySelector("[data-comments-said]");
  const address = `${section.dataset.comments}?part=1`;
  const kept = `comments:${section.dataset.comments}`;
  let isBusy = false;

  const fields = () => Array.from(part.querySelectorAll("textarea"));
  const typed = () => Object.fromEntries(fields().filter((field) => field.value.trim()).map((field) => [field.id, field.value]));

  function fill(words) {
    for (const [id, text] of Object.entries(words)) {
      const field = document.getElementById(id);
      if (field && part.contains(field) && !field.value) field.value = text;
    }
  }

  // Puts the server's answer into place: what is open stays open, and what is typed elsewhere in the part stays typed.
  function show(html, words) {
    const isOpen = part.querySelector("details")?.open;
    const note = part.querySelector("#comment-note")?.value;
    part.innerHTML = html;
    const details = part.querySelector("details");
    if (details && isOpen) details.open = true;
    const select = part.querySelector("#comment-note");
    if (select && note && words["comment-text"]) select.value = note;
    fill(words);
    for (const place of document.querySelectorAll("[data-comments-of]")) {
      const count = part.querySelector(`template[data-comments-count="${place.dataset.commentsOf}"]`);
      place.replaceChildren(...(count ? [count.content.cloneNode(true)] : []));
    }
  }

  const ask = (options) => fetch(address, { redirect: "error", credentials: "same-origin", ...options });

  // Whoever has signed in again in another window has another token.
  async function renew(data) {
    const response = await ask({});
    if (!response.ok) return false;
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    data.set("csrfmiddlewaretoken", page.querySelector("[name='csrfmiddlewaretoken']").value);
    return true;
  }

  async function post(data) {
    const response = await ask({ method: "POST", body: data });
    if (response.status !== 403 || !(await renew(data))) return response;
    return ask({ method: "POST", body: data });
  }

  async function send(form, button) {
    const data = new FormData(form, button);
    const field = form.querySelector("textarea");
    const place = field.id;
    said.textContent = "";
    field.readOnly = true;
    const response = await post(data).catch(() => null);
    if (!response || ![200, 422].includes(response.status)) {
      field.readOnly = false;
      said.textContent = section.dataset.failed;
      return;
    }
    const words = typed();
    delete words[place];
    show(await response.text(), words);
    said.textContent = part.querySelector("[data-said]")?.textContent ?? "";
    const next = part.querySelector("[aria-invalid]") ?? document.getElementById(place) ?? part.querySelector("#comment-text");
    if (next.closest("details:not([open])")) part.querySelector("summary").focus();
    else next.focus();
  }

  section.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (isBusy) return;
    isBusy = true;
    await send(event.target, event.submitter).finally(() => (isBusy = false));
  });
  window.addEventListener("pagehide", () => {
    const words = typed();
    if (Object.keys(words).length) sessionStorage.setItem(kept, JSON.stringify(words));
    else sessionStorage.removeItem(kept);
  });
  section.querySelector("[data-without-script]").hidden = true;
  fill(JSON.parse(sessionStorage.getItem(kept) ?? "{}"));
  // A link into what is folded away opens it
  const target = location.hash.startsWith("#comment-") && document.getElementById(location.hash.slice(1));
  const folded = target && target.closest("details");
  if (folded) folded.open = true;
})();
