/** Words chosen by mouse, touch or keyboard, and what can be done with them.
 *
 * The browser's own selection is the one truth: dragging, a long press with its handles, and Shift with the arrows
 * all end there. "Something wrong?" sends `words-chosen`; whoever answers it (<word-correction>) prevents the rest.
 */

const SETTLED = 250; // milliseconds without a change: the handles of a touch selection stopped moving
const LONG = 500; // milliseconds: what phones take for a long press
const STILL = 10; // pixels that a finger may tremble

export class Chooser {
  #timer = 0;
  #longPress = 0;
  #pressed = null;
  #anchor = null;

  constructor(transcript) {
    this.transcript = transcript;
    this.bar = transcript.querySelector(".choice-bar");
    this.chosen = [];
    document.addEventListener("selectionchange", () => this.#later());
    transcript.addEventListener("pointerdown", (event) => this.#press(event));
    addEventListener("pointerup", () => this.#release());
    addEventListener("pointercancel", () => this.#release());
    addEventListener("pointermove", (event) => this.#moved(event) && clearTimeout(this.#longPress));
    transcript.addEventListener("keydown", (event) => this.#keys(event));
    this.bar?.addEventListener("pointerdown", (event) => event.preventDefault()); // a press keeps the selection
    this.bar?.addEventListener("click", (event) => this.#act(event));
    // A dialog about the words takes the browser's selection with it. It is given back when the dialog closes.
    addEventListener("close", () => this.open && this.#select(this.chosen[0], this.chosen.at(-1)), true);
  }

  get open() {
    return this.chosen.length > 0;
  }

  /** From the word where the choice began to `to`; it begins at `from` when nothing was chosen. */
  stretch(from, to) {
    this.#anchor ??= from;
    this.#select(this.#anchor, to);
  }

  /** One word, by a tap where there is nothing to play it with. */
  choose(word) {
    this.clear();
    this.stretch(word, word);
  }

  clear() {
    this.#anchor = null;
    if (this.open) getSelection().removeAllRanges();
    this.#show([]);
  }

  /** Phones choose the word under a long press by themselves, most of them; here they all do. */
  #press(event) {
    if (this.bar?.contains(event.target)) return;
    this.#pressed = event;
    const word = event.target.closest(".w");
    if (word && event.pointerType !== "mouse") {
      this.#longPress = setTimeout(() => getSelection().isCollapsed && this.#select(word, word), LONG);
    }
  }

  #release() {
    this.#pressed = null;
    clearTimeout(this.#longPress);
    this.#later(0);
  }

  #moved(event) {
    return this.#pressed && Math.hypot(event.x - this.#pressed.x, event.y - this.#pressed.y) > STILL;
  }

  /** While a mouse is held, the choice is not made yet. */
  #later(wait = SETTLED) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#pressed?.pointerType !== "mouse" && this.#read(), wait);
  }

  #read() {
    const selection = getSelection();
    if (document.querySelector("dialog:modal")) return;
    if (this.bar?.contains(document.activeElement) && selection.isCollapsed) return;
    this.#show(selection.isCollapsed ? [] : this.#within(selection.getRangeAt(0)));
  }

  /** The whole words that a range touches, and what a view hides between them. */
  #within(range) {
    if (!range.intersectsNode(this.transcript)) return [];
    const { all, words } = this.transcript;
    const touched = words.filter((word) => range.intersectsNode(word) && touches(range, word));
    return touched.length ? all.slice(all.indexOf(touched[0]), all.indexOf(touched.at(-1)) + 1) : [];
  }

  #select(from, to) {
    const [first, last] = this.transcript.indexOf(from) <= this.transcript.indexOf(to) ? [from, to] : [to, from];
    const range = document.createRange();
    range.setStartBefore(first);
    range.setEndAfter(last);
    getSelection().removeAllRanges();
    getSelection().addRange(range);
    this.#read();
  }

  #show(words) {
    for (const word of this.chosen) word.classList.remove("is-chosen");
    for (const word of words) word.classList.add("is-chosen");
    this.chosen = words;
    if (!words.length) this.#anchor = null;
    if (this.bar) this.#place();
  }

  /** Under the last word, and next to it in the tab order too. */
  #place() {
    this.bar.hidden = !this.open;
    if (!this.open) return;
    const last = this.chosen.at(-1);
    const turn = last.parentElement;
    if (this.bar.previousElementSibling !== turn) turn.after(this.bar);
    const words = last.getBoundingClientRect();
    const frame = this.bar.offsetParent.getBoundingClientRect();
    this.bar.style.left = "0px"; // as wide as it would be alone
    const left = Math.min(words.left - frame.left, frame.width - this.bar.offsetWidth);
    this.bar.style.insetBlockStart = `${words.bottom - frame.top + 8}px`;
    this.bar.style.left = `${Math.max(0, left)}px`;
    this.bar.querySelector("[data-part='said']").textContent = this.detail.text;
  }

  get detail() {
    return {
      ids: this.chosen.map((word) => word.id),
      text: this.chosen.map((word, at) => this.#spaceBefore(word, at) + word.textContent).join(""),
      start: Number(this.chosen[0].dataset.s),
      end: Number(this.chosen.at(-1).dataset.e),
    };
  }

  /** None between letters of a script without spaces: these stand side by side on the page. */
  #spaceBefore(word, at) {
    return at === 0 || word.previousSibling === this.chosen[at - 1] ? "" : " ";
  }

  #keys(event) {
    if (event.key === "Escape" && this.open) this.#leave();
    if (event.key === "Enter" && event.shiftKey && event.target.matches(".w")) {
      event.preventDefault();
      if (!this.open) this.stretch(event.target, event.target);
      this.#report();
    }
  }

  #act(event) {
    const action = event.target.closest("[data-choice]")?.dataset.choice;
    const { words } = this.transcript;
    const player = this.transcript.player ?? document.querySelector("clip-sound");
    if (action === "hear") player?.playSpan(this.detail.start, this.detail.end);
    if (action === "more") {
      const next = words[this.transcript.indexOf(this.chosen.at(-1)) + 1];
      if (next) this.#select(this.chosen[0], next);
    }
    if (action === "report") {
      event.preventDefault();
      this.#report();
    }
    if (action === "hide" || action === "share") {
      event.preventDefault();
      this.#lead(action);
    }
  }

  #leave() {
    const word = this.chosen.at(-1);
    this.clear();
    word?.focus({ preventScroll: true });
  }

  /** Leads to the page on which the words are heard before they are hidden, or shared. */
  #lead(action) {
    const { ids } = this.detail;
    const page = this.bar.querySelector(`[data-choice='${action}']`).href;
    location.assign(`${page}?${new URLSearchParams({ first: ids.at(0), last: ids.at(-1) })}`);
  }

  /** Where nobody listens for the event, the page with the whole transcript takes over. Where words are chosen only to
   * be hidden, they are. */
  #report() {
    this.transcript.player?.pause();
    if (!this.bar.querySelector("[data-choice='report']")) return this.#lead("hide");
    const chosen = new CustomEvent("words-chosen", { bubbles: true, cancelable: true, detail: this.detail });
    if (this.transcript.dispatchEvent(chosen)) location.assign(this.bar.querySelector("[data-choice='report']").href);
  }
}

/** A range that ends just before a word, or begins just after it, does not touch it. */
function touches(range, word) {
  const whole = document.createRange();
  whole.selectNodeContents(word);
  return range.compareBoundaryPoints(Range.END_TO_START, whole) < 0 && range.compareBoundaryPoints(Range.START_TO_END, whole) > 0;
}
