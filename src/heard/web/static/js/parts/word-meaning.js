/** <word-meaning>: what the words a reader chose mean, or a way to ask. Terms also show their meaning where they stand.
 *
 * The page holds every meaning in its list of words explained; the words point there with `aria-describedby`.
 */
import { AskingDialog } from "./asking-dialog.js";
import { MeaningTip } from "./meaning-tip.js";

class WordMeaning extends AskingDialog {
  connectedCallback() {
    this.transcript = document.querySelector("story-transcript");
    if (!this.transcript) return;
    super.connectedCallback();
    this.transcript.addEventListener("click", (event) => event.target.closest("[data-choice=meaning]") && this.open());
    this.tip = new MeaningTip(this.transcript);
  }

  /** Opens for the words that are chosen. */
  open() {
    const { ids, text, start } = this.transcript.chooser.detail;
    const { words, start: second, text: field } = this.form.elements;
    this.transcript.player?.pause();
    this.tip.hide();
    words.value = ids.join(" ");
    second.value = start;
    field.value = text;
    this.parts.chosen.textContent = text;
    this.parts.error.textContent = "";
    this.#know(meaningsOf(ids));
    this.show(this.form);
    this.dialog.showModal();
  }

  #know(meanings) {
    const pairs = meanings.flatMap(({ term, meaning }) => [element("dt", term), element("dd", meaning)]);
    this.parts.known.replaceChildren(...pairs);
    this.parts.known.hidden = !pairs.length;
    this.parts.unknown.hidden = this.parts.send.hidden = pairs.length > 0;
  }

  press(event) {
    super.press(event);
    if (event.target === this.dialog) this.dialog.close();
  }

  tells(answer) {
    if (answer.meaning) this.#know([answer]);
    return Boolean(answer.meaning);
  }
}

/** Each meaning once, in the order of the words. */
function meaningsOf(ids) {
  const places = ids.map((id) => document.getElementById(id)?.getAttribute("aria-describedby")).filter(Boolean);
  const found = [...new Set(places)].map((id) => document.getElementById(id));
  return found.map((place) => ({ term: place.dataset.term, meaning: place.textContent }));
}

function element(name, text) {
  const made = document.createElement(name);
  made.textContent = text;
  return made;
}

customElements.define("word-meaning", WordMeaning);
