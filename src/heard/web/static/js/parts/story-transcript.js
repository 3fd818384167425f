/** <story-transcript>: lights the word being said, jumps to words, and lets a reader walk and choose them.
 *
 * Without this script it is plain paragraphs. Words are spans that no screen reader stops at; one of them at a time
 * is in the tab order.
 */
import { timesOf, wordAt } from "../model/words.js";
import { Chooser } from "./word-chooser.js";
import { Follower } from "./follow-along.js";
import { Walker } from "./word-walker.js";

const LEAD = 0.02; // seconds: what is drawn now is seen about a frame later

const whenIdle = globalThis.requestIdleCallback ?? ((work) => setTimeout(work, 1)); // Safari has none

class StoryTranscript extends HTMLElement {
  #lit = null;
  #read = null;

  connectedCallback() {
    this.player = document.querySelector("story-player");
    this.walker = new Walker(this);
    this.chooser = new Chooser(this);
    this.follower = new Follower(this);
    whenIdle(() => this.#begin());
    this.addEventListener("click", (event) => this.#jump(event));
    this.addEventListener("keydown", (event) => this.#jumpByKey(event));
    this.player?.addEventListener("story-tick", (event) => this.#light(event.detail));
    // A paragraph that was put right is fetched anew and takes the place of the old one.
    new MutationObserver((changes) => changes.some(bringsWords) && this.refresh()).observe(this, {
      childList: true,
      subtree: true,
    });
    for (const link of this.querySelectorAll(".turn-time")) link.tabIndex = -1; // the walker gets there
  }

  /** Read the words from the page again: all of them, and those that are shown in this view. */
  refresh() {
    this.#read = null;
    this.#begin();
  }

  #begin() {
    this.walker.begin();
    if (this.player?.media) this.#light(this.player.time);
  }

  /** Read when somebody first needs them, which is not while the page comes up: there may be ten thousand. */
  get #now() {
    return (this.#read ??= read(this));
  }

  get all() {
    return this.#now.all;
  }

  get words() {
    return this.#now.words;
  }

  indexOf(word) {
    return this.#now.indexes.get(word?.id) ?? -1;
  }

  /** Only two class names change here: nothing on the page moves, so a frame costs nothing. */
  #light(seconds) {
    const word = this.words[wordAt(this.#now.times, this.player.playing ? seconds + LEAD : seconds)] ?? null;
    if (word === this.#lit) return;
    this.#lit?.classList.remove("is-said");
    word?.classList.add("is-said");
    this.#lit = word;
    if (word && this.player.playing) this.follower.follow(word);
  }

  #jump(event) {
    const link = event.target.closest(".turn-time");
    const word = link ? this.#firstOf(link.hash.slice(1)) : event.target.closest(".w");
    if (!word || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (!getSelection().isCollapsed) return; // the end of a drag over words
    if (!this.player?.media) return link ? undefined : this.chooser.choose(word);
    event.preventDefault();
    if (link) history.replaceState(null, "", link.href);
    this.walker.stand(word);
    this.#playFrom(word);
  }

  #firstOf(turn) {
    return this.words.find((word) => word.parentElement.id === turn);
  }

  #jumpByKey(event) {
    if (!event.target.matches(".w") || !this.player?.media) return;
    if (event.key === "Enter" && !event.shiftKey) this.#playFrom(event.target);
    else if (event.key === " ") this.player.toggle();
    else return;
    event.preventDefault();
  }

  #playFrom(word) {
    this.follower.on();
    this.player.seek(startOf(word));
    this.player.play();
  }
}

function read(transcript) {
  const all = [...transcript.querySelectorAll(".w")];
  const isClean = transcript.classList.contains("is-clean");
  const words = isClean ? all.filter((word) => !word.classList.contains("filler")) : all;
  return {
    all,
    words,
    indexes: new Map(words.map((word, index) => [word.id, index])),
    times: timesOf(words.map((word) => ({ start: startOf(word), end: endOf(word) }))),
  };
}

export const startOf = (word) => Number(word.dataset.s);
export const endOf = (word) => Number(word.dataset.e);

const bringsWords = (change) =>
  [...change.addedNodes].some((node) => node.nodeType === Node.ELEMENT_NODE && (node.matches(".w") || node.querySelector(".w")));

customElements.define("story-transcript", StoryTranscript);
