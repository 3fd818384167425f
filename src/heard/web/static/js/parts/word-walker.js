/** Walks the words by keyboard: one stop in the tab order, arrows from word to word, Shift to choose on the way. */
import { wordAfterKey } from "../model/keys.js";

export class Walker {
  #at = null;

  constructor(transcript) {
    this.transcript = transcript;
    transcript.addEventListener("keydown", (event) => this.#walk(event));
    transcript.addEventListener("focusin", (event) => event.target.matches(".w") && this.stand(event.target));
    transcript.addEventListener("focusout", (event) => event.target.removeAttribute("role"));
  }

  /** Start where the reader stood, else at the first word. */
  begin() {
    const { words } = this.transcript;
    this.turns = words.flatMap((word, index) => (index === 0 || word.parentElement !== words[index - 1].parentElement ? [index] : []));
    const standing = this.#at && document.getElementById(this.#at.id);
    if (words.length) this.stand(this.transcript.indexOf(standing) >= 0 ? standing : words[0]);
  }

  stand(word) {
    if (word === this.#at) return;
    this.#at?.removeAttribute("tabindex");
    word.tabIndex = 0;
    this.#at = word;
  }

  #walk(event) {
    if (!event.target.matches(".w")) return;
    const { words, chooser } = this.transcript;
    const at = this.transcript.indexOf(event.target);
    const to = wordAfterKey(turnedRound(event), { at, count: words.length, turns: this.turns });
    if (to === null) return;
    event.preventDefault();
    if (event.shiftKey) chooser.stretch(words[at], words[to]);
    else chooser.clear();
    this.#focus(words[to]);
  }

  #focus(word) {
    this.stand(word);
    word.setAttribute("role", "button"); // only while it has the focus, so that reading on is not chopped up
    word.focus({ preventScroll: true });
    word.scrollIntoView({ block: "nearest" });
  }
}

/** In a script that runs from right to left, the next word is on the left. */
function turnedRound(event) {
  const { key, ctrlKey, metaKey, target } = event;
  const other = { ArrowLeft: "ArrowRight", ArrowRight: "ArrowLeft" }[key];
  return { ctrlKey, metaKey, key: (target.matches(":dir(rtl)") && other) || key };
}
