/** <clip-sound>: plays the seconds of its recording that a link names ("…#t=1.5,4.2"), so that nobody leaves the page.
 * When half of them were heard, the link says "clip-heard".
 *
 * All seconds are those of the recording. Where some were cut off at its ends, they cannot be reached, and our own
 * controls stand in place of the browser's, which would show them. */
import { clock, secondsOf } from "../model/clock.js";

const SLACK = 0.05; // seconds: nearer to an end than that is at it

class ClipSound extends HTMLElement {
  #end = Infinity;
  #link = null; // whose clip plays, until half of it was heard
  #middle = Infinity;

  connectedCallback() {
    this.media = this.querySelector("audio, video");
    this.parts = Object.fromEntries([...this.querySelectorAll("[data-part]")].map((part) => [part.dataset.part, part]));
    if (this.parts.bar) this.#takeOver();
    document.addEventListener("click", (event) => this.#follow(event));
    this.media.addEventListener("timeupdate", () => this.#tick());
    this.media.addEventListener("pause", () => this.#over());
  }

  get begin() {
    return Number(this.dataset.begin ?? 0);
  }

  get end() {
    return Number(this.dataset.end ?? Infinity);
  }

  /** Seconds; plays to the end of the clip, then gives the pace back. */
  playSpan(start, end, { rate = 1 } = {}) {
    this.#end = Math.min(end, this.end);
    this.media.playbackRate = rate;
    this.media.currentTime = Math.max(start, this.begin);
    return this.media.play().catch(() => {}); // a browser may ask for a press of the button first
  }

  #follow(event) {
    const link = event.target.closest("a[data-clip]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (!this.#holds(link)) return this.media.pause();
    event.preventDefault();
    const [start, end] = secondsOf(link.hash);
    this.#link = link;
    this.#middle = (start + end) / 2;
    this.playSpan(start, end, { rate: Number(link.dataset.rate ?? 1) });
  }

  #tick() {
    const { currentTime, paused } = this.media;
    if (this.#link && !paused && currentTime >= this.#middle) {
      this.#link.dispatchEvent(new CustomEvent("clip-heard", { bubbles: true }));
      this.#link = null;
    }
    if (currentTime >= this.#end) this.media.pause();
  }

  /** Whether the link leads into this recording: a page may have several, and some of them twice. Then it is the one
   * beside it. */
  #holds(link) {
    const beside = link.closest(":has(> clip-sound)")?.querySelector(":scope > clip-sound");
    if (beside) return beside === this;
    return [...this.querySelectorAll("source")].some((source) => source.src.split("#")[0] === link.href.split("#")[0]);
  }

  #over() {
    this.#end = Infinity;
    this.media.playbackRate = 1;
  }

  #takeOver() {
    const { play, seek } = this.parts;
    this.media.controls = false;
    play.addEventListener("click", () => (this.media.paused ? this.#play() : this.media.pause()));
    seek.addEventListener("input", () => (this.media.currentTime = Number(seek.value)));
    for (const name of ["loadedmetadata", "seeking", "timeupdate", "play", "pause"]) {
      this.media.addEventListener(name, () => this.#show());
    }
  }

  #play() {
    const from = this.media.currentTime;
    return this.playSpan(from >= this.end - SLACK ? this.begin : from, this.end);
  }

  #show() {
    const { play, seek, time } = this.parts;
    this.#stayWithin();
    const told = clock(Math.max(0, this.media.currentTime - this.begin));
    time.textContent = told;
    seek.value = String(this.media.currentTime);
    seek.setAttribute("aria-valuetext", `${told} / ${this.parts.whole.textContent}`);
    play.textContent = this.media.paused ? play.dataset.play : play.dataset.pause;
  }

  #stayWithin() {
    if (this.media.readyState === 0) return;
    const { currentTime } = this.media;
    if (currentTime >= this.end) this.media.pause();
    if (currentTime < this.begin - SLACK) this.media.currentTime = this.begin;
    if (currentTime > this.end + SLACK) this.media.currentTime = this.end;
  }
}

customElements.define("clip-sound", ClipSound);
