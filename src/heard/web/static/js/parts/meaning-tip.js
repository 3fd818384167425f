/** The meaning of a term, shown above it while the mouse rests there, the keyboard stands there or a finger tapped it.
 *
 * For eyes only: a screen reader reads the same as the description of the word. Escape puts it away.
 */

const REST = 250; // milliseconds that the mouse rests before it shows
const LEAVE = 250; // milliseconds to get from the word into the tip
const GAP = 6; // pixels between the word and the tip

export class MeaningTip {
  #timer = 0;
  #word = null;

  constructor(transcript) {
    this.transcript = transcript;
    this.tip = document.createElement("div");
    this.tip.className = "meaning-tip";
    this.tip.setAttribute("aria-hidden", "true");
    this.tip.hidden = true;
    transcript.append(this.tip);
    transcript.addEventListener("pointerover", (event) => event.pointerType === "mouse" && this.#hover(event));
    transcript.addEventListener("pointerleave", (event) => event.pointerType === "mouse" && this.#later(null, LEAVE));
    transcript.addEventListener("focusin", (event) => this.#turnTo(term(event)));
    transcript.addEventListener("focusout", () => this.hide());
    transcript.addEventListener("click", (event) => term(event) && this.#turnTo(term(event)));
    document.addEventListener("pointerdown", (event) => !this.tip.contains(event.target) && this.hide());
    document.addEventListener("keydown", (event) => event.key === "Escape" && this.hide());
  }

  hide() {
    clearTimeout(this.#timer);
    this.#word = null;
    this.tip.hidden = true;
  }

  #hover(event) {
    if (this.tip.contains(event.target)) clearTimeout(this.#timer);
    else this.#later(term(event), this.tip.hidden ? REST : LEAVE);
  }

  #later(word, wait) {
    clearTimeout(this.#timer);
    if (word !== this.#word) this.#timer = setTimeout(() => this.#turnTo(word), wait);
  }

  #turnTo(word) {
    const place = word && document.getElementById(word.getAttribute("aria-describedby"));
    if (!place) return this.hide();
    clearTimeout(this.#timer);
    this.#word = word;
    const name = document.createElement("b");
    name.textContent = place.dataset.term;
    this.tip.replaceChildren(name, place.textContent);
    this.tip.lang = document.documentElement.lang;
    this.tip.hidden = false;
    this.#stand(word);
  }

  /** Above the word, or below it where the player is in the way. */
  #stand(word) {
    const { left, top, bottom } = word.getClientRects()[0];
    const frame = this.transcript.getBoundingClientRect();
    const ceiling = Math.max(0, this.transcript.player?.getBoundingClientRect().bottom ?? 0);
    const above = top - this.tip.offsetHeight - GAP;
    const y = above < ceiling ? bottom + GAP : above;
    const x = Math.min(left - frame.left, frame.width - this.tip.offsetWidth);
    this.tip.style.insetBlockStart = `${y - frame.top}px`;
    this.tip.style.left = `${Math.max(0, x)}px`;
  }
}

const term = (event) => event.target.closest(".w.term");
