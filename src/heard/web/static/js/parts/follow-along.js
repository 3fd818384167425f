/** Keeps the word being said in sight until the reader scrolls, and offers to follow again. */

const SCROLL_KEYS = new Set(["PageUp", "PageDown", "Home", "End", "ArrowUp", "ArrowDown"]);

export class Follower {
  #following = true;

  constructor(transcript) {
    this.transcript = transcript;
    this.button = transcript.querySelector(".follow");
    this.button?.addEventListener("click", () => this.again());
    for (const name of ["wheel", "touchmove"]) addEventListener(name, () => this.off(), { passive: true });
    addEventListener("keydown", (event) => {
      if (SCROLL_KEYS.has(event.key) && !event.target.closest("input, select, textarea")) this.off();
    });
    addEventListener("pointerdown", (event) => event.target === document.documentElement && this.off()); // the scroll bar
    // A link to another part of the page leads there and not back; one that plays from a word follows again.
    addEventListener("click", (event) => event.target.closest('a[href^="#"]') && this.off(), { capture: true });
    transcript.player?.addEventListener("story-tick", () => this.#offer());
  }

  on() {
    this.#following = true;
    this.#offer();
  }

  /** A scroll of ours that is under way stops where it is: the reader's own hand comes first. */
  off() {
    if (this.#following) scrollTo({ top: scrollY, behavior: "instant" });
    this.#following = false;
    this.#offer();
  }

  again() {
    this.on();
    const word = this.transcript.querySelector(".is-said") ?? this.transcript.words[0];
    if (word) bring(word);
  }

  /** Called when another word is said, a few times a second: measuring is cheap enough then. */
  follow(word) {
    if (!this.#following || this.transcript.chooser.open || document.querySelector("dialog[open]")) return;
    const { top, bottom } = word.getBoundingClientRect();
    if (top < this.#ceiling() || bottom > innerHeight * 0.72) bring(word);
  }

  #ceiling() {
    return Math.max(0, this.transcript.player.getBoundingClientRect().bottom) + 8;
  }

  #offer() {
    if (this.button) this.button.hidden = this.#following || !this.transcript.player?.playing;
  }
}

/** A little above the middle, where there is room to read on. */
function bring(word) {
  const { top } = word.getBoundingClientRect();
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  scrollBy({ top: top - innerHeight * 0.4, behavior: calm ? "instant" : "smooth" });
}
