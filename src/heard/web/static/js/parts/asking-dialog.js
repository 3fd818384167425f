/** A dialog that asks something with one form, sends it without leaving the page, and thanks. Whoever extends it says
 * what is asked, and may say more about the answer. */

export class AskingDialog extends HTMLElement {
  connectedCallback() {
    this.dialog = this.querySelector("dialog");
    this.form = this.querySelector("form");
    this.parts = Object.fromEntries([...this.querySelectorAll("[data-part]")].map((part) => [part.dataset.part, part]));
    this.addEventListener("click", (event) => this.press(event));
    this.form.addEventListener("submit", (event) => this.#submit(event));
  }

  press(event) {
    if (event.target.closest("button")?.dataset.do === "close") this.dialog.close();
  }

  /** What is still missing, as a sentence. */
  get missing() {
    return "";
  }

  /** Whether the answer is told in another way than by thanks. */
  tells() {
    return false;
  }

  fail(sentence) {
    this.parts.error.textContent = sentence;
    this.parts.error.scrollIntoView({ block: "nearest" });
  }

  /** The form, or the thanks. */
  show(part) {
    this.form.hidden = part !== this.form;
    this.parts.thanks.hidden = part !== this.parts.thanks;
    if (this.dialog.open) part.querySelector("h2").focus();
  }

  async #submit(event) {
    event.preventDefault();
    if (this.missing) return this.fail(this.missing);
    this.parts.send.setAttribute("aria-disabled", "true");
    const answer = await asked(this.form.action, { method: "POST", body: new FormData(this.form) });
    this.parts.send.removeAttribute("aria-disabled");
    if (this.tells(answer)) return;
    if (!answer.where) return this.fail(answer.error?.sentence ?? this.form.dataset.failed);
    this.parts.said.textContent = answer.sentence;
    this.thank(answer);
    this.show(this.parts.thanks);
  }

  thank() {}
}

/** What the server says, or nothing when it could not be reached. */
export async function asked(address, how = {}) {
  try {
    return await (await fetch(address, { headers: { Accept: "application/json" }, ...how })).json();
  } catch {
    return {};
  }
}
