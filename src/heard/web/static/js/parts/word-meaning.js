/** <word-meaning>: what the words a reader chose mean, or a way to ask. Terms also show their meaning where they stand.
 *
 * The page holds every meaning in its list of words explained; the words point there with `aria-describedby`.
 */
import { MeaningTip } from "./meaning-tip.js";

class WordMeaning extends HTMLElement {
  connectedCallback() {
    this.transcript = document.querySelector("story-transcript");
    if (!this.transcript) return;
    this.dialog = this.querySelector("dialog");
    this.form = this.querySelector("form");
    this.parts = Object.fromEntries([...this.querySelectorAll("[data-part]")].map((part) => [part.dataset.part, part]));
    this.transcript.addEventListener("click", (event) => event.target.closest("[data-choice=meaning]") && this.open());
    this.addEventListener("click", (event) => this.#press(event));
    this.form.addEventListener("submit", (event) => this.#submit(event));
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
    this.#show(this.form);
    this.dialog.showModal();
  }

  #know(meanings) {
    const pairs = meanings.flatMap(({ term, meaning }) => [element("dt", term), element("dd", meaning)]);
    this.parts.known.replaceChildren(...pairs);
    this.parts.known.hidden = !pairs.length;
    this.parts.unknown.hidden = this.parts.send.hidden = pairs.length > 0;
  }

  #press(event) {
    const button = event.target.closest("button");
    if (button?.dataset.do === "close" || event.target === this.dialog) this.dialog.close();
  }

  async #submit(event) {
    event.preventDefault();
    this.parts.send.setAttribute("aria-disabled", "true");
    const answer = await send(this.form);
    this.parts.send.removeAttribute("aria-disabled");
    if (answer.meaning) return this.#know([answer]);
    if (!answer.where) {
      this.parts.error.textContent = answer.error?.sentence ?? this.form.dataset.failed;
      return;
    }
    this.parts.said.textContent = answer.sentence;
    this.#show(this.parts.thanks);
  }

  #show(part) {
    this.form.hidden = part !== this.form;
    this.parts.thanks.hidden = part !== this.parts.thanks;
    if (this.dialog.open) part.querySelector("h2").focus();
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

/** What the server says, or nothing when it could not be reached. */
async function send(form) {
  try {
    const request = { method: "POST", body: new FormData(form), headers: { Accept: "application/json" } };
    return await (await fetch(form.action, request)).json();
  } catch {
    return {};
  }
}

customElements.define("word-meaning", WordMeaning);
