/** <word-correction>: the dialog that asks what is wrong with the words a reader chose, and sends the answer.
 *
 * It answers "words-chosen" from anywhere on the page: {ids, text, start, end}, seconds. What somebody typed stays
 * until it has arrived.
 */
import { AskingDialog, asked } from "./asking-dialog.js";

const AROUND = 1; // seconds of sound before and after the words
const COUNTS = ["replace", "delete", "right"]; // what counts towards agreement from somebody who listened

class WordCorrection extends AskingDialog {
  #pointed = false;

  connectedCallback() {
    super.connectedCallback();
    document.addEventListener("words-chosen", (event) => {
      event.preventDefault();
      this.open(event.detail);
    });
    this.form.addEventListener("pointerdown", () => (this.#pointed = true));
    this.form.addEventListener("keydown", () => (this.#pointed = false));
    this.form.addEventListener("change", (event) => event.target.name === "kind" && this.#chosen());
    this.form.elements.text.addEventListener("focus", () => this.#selectUntouched());
    this.form.elements.text.addEventListener("keydown", (event) => sendOnEnter(event, this.form));
    this.dialog.addEventListener("close", () => this.player?.pause());
    document.addEventListener("story-tick", (event) => this.#heard(event.detail), true);
    this.#offerReported();
  }

  get player() {
    return document.querySelector("story-player");
  }

  /** What was begun about the same words and closed by mistake is still there. */
  open(chosen) {
    if (this.form.elements.words.value !== chosen.ids.join(" ")) this.#begin(chosen);
    this.chosen = chosen;
    this.fail("");
    for (const button of this.querySelectorAll("[data-hear]")) button.hidden = !this.player?.media;
    this.show(this.form);
    this.#chosen();
    this.dialog.showModal();
  }

  #begin(chosen) {
    this.form.reset();
    this.form.elements.words.value = chosen.ids.join(" ");
    this.form.elements.text.value = chosen.text;
    this.parts.heard.textContent = chosen.text;
    const { history } = this.parts; // not for whoever came by a private link
    if (history) history.href = new URL(`../${encodeURIComponent(chosen.ids[0])}/`, history.href);
  }

  press(event) {
    super.press(event);
    const button = event.target.closest("[data-hear]");
    if (button) this.#hear(Number(button.dataset.hear));
  }

  #hear(rate) {
    const { start, end } = this.chosen;
    this.player?.playSpan(Math.max(0, start - AROUND), end + AROUND, { rate });
  }

  /** Whoever played the words has listened: to their middle at least, on whichever button. */
  #heard(time) {
    if (!this.dialog.open || !this.player?.playing || !this.chosen) return;
    const { start, end } = this.chosen;
    if (time >= (start + end) / 2 && time <= end + AROUND) this.form.elements.listened.checked = true;
  }

  /** The box for what was said is there only when it is asked for. Whoever pointed there goes on in it; arrow keys
   * only pass by, and Tab comes to it next. */
  #chosen() {
    const replaces = this.form.elements.kind.value === "replace";
    this.parts.fix.hidden = !replaces;
    this.parts.listened.hidden = !COUNTS.includes(this.form.elements.kind.value);
    if (replaces && this.#pointed) this.form.elements.text.focus();
  }

  #selectUntouched() {
    const { text } = this.form.elements;
    if (text.value === this.chosen.text) text.select();
  }

  get missing() {
    return this.form.elements.kind.value ? "" : this.form.dataset.nothing;
  }

  thank(answer) {
    this.parts.where.href = answer.where;
    this.form.elements.words.value = "";
    this.#mark(this.chosen.ids);
  }

  // Words that wait for an editor

  #offerReported() {
    const toggle = document.querySelector("reading-views [name=reported]");
    toggle?.addEventListener("change", () => this.#showReported(toggle.checked));
  }

  async #showReported(shown) {
    document.querySelector("story-transcript").classList.toggle("shows-reported", shown);
    if (!shown) return;
    const answer = await asked(this.form.action);
    for (const ids of answer.waiting ?? []) this.#mark(ids);
  }

  #mark(ids) {
    for (const id of ids) document.getElementById(id)?.classList.add("is-reported");
  }
}

function sendOnEnter(event, form) {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  form.requestSubmit();
}

customElements.define("word-correction", WordCorrection);
