/** <clip-sound>: plays clips, one at a time: the seconds of its recording that a link names ("…#t=1.5,4.2"), so that
 * nobody leaves the page; or, around a list, those of the sound that a button names. When half of them were heard, the
 * link or button says "clip-heard". One that has a word for it stops what it plays.
 *
 * All seconds are those of the recording. Where some were cut off at its ends, they cannot be reached, and our own
 * controls stand in place of the browser's, which would show them. */
import { clock, secondsOf } from "../model/clock.js";

const SLACK = 0.05; // seconds: nearer to an end than that is at it

class ClipSound extends HTMLElement {
  #end = Infinity;
  #control = null; // what was pressed last
  #unheard = false; // until half of it was heard
  #middle = Infinity;

  connectedCallback() {
    this.media = this.querySelector(":scope > audio, :scope > video") ?? document.createElement("audio");
    this.parts = Object.fromEntries([...this.querySelectorAll("[data-part]")].map((part) => [part.dataset.part, part]));
    if (this.parts.bar) this.#takeOver();
    document.addEventListener("click", (event) => this.#follow(event));
    this.media.addEventListener("timeupdate", () => this.#tick());
    for (const name of ["pause", "error"]) this.media.addEventListener(name, () => this.#over());
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
    const control = event.target.closest("[data-clip]");
    if (!control || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (!this.#holds(control)) return this.media.pause();
    event.preventDefault();
    const playing = this.media.paused ? null : this.#control;
    if (playing?.dataset.stop) this.#stop();
    if (!playing?.dataset.stop || playing !== control) this.#start(control);
  }

  async #start(control) {
    const [start, end] = secondsOf(control.dataset.clip || control.hash);
    if (control.dataset.sound) this.#load(control.dataset.sound.trim().split(" "));
    this.#control = control;
    this.#unheard = true;
    this.#middle = (start + end) / 2;
    say(control, "stop");
    await this.playSpan(start, end, { rate: Number(control.dataset.rate ?? 1) });
    if (this.#control === control && this.media.paused) say(control, "play"); // it could not be played
  }

  #stop() {
    this.media.pause();
    this.#over(); // the event comes later, when another may have begun
  }

  #load(addresses) {
    const sources = addresses.map((src) => Object.assign(document.createElement("source"), { src }));
    this.media.replaceChildren(...sources);
    this.media.load();
  }

  #tick() {
    const { currentTime, paused } = this.media;
    if (this.#unheard && !paused && currentTime >= this.#middle) {
      this.#unheard = false;
      this.#control.dispatchEvent(new CustomEvent("clip-heard", { bubbles: true }));
    }
    if (currentTime >= this.#end) this.media.pause();
  }

  /** Whether the link leads into this recording: a page may have several, and some of them twice. Then it is the one
   * beside it. */
  #holds(link) {
    if (link.dataset.sound) return this.contains(link);
    const beside = link.closest(":has(> clip-sound)")?.querySelector(":scope > clip-sound");
    if (beside) return beside === this;
    return [...this.querySelectorAll("source")].some((source) => source.src.split("#")[0] === link.href.split("#")[0]);
  }

  #over() {
    if (!this.media.paused && !this.media.error) return; // another has begun since
    if (this.#control) say(this.#control, "play");
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

/** What a press will do, on a control that has a word for stopping. */
function say(control, what) {
  const label = control.dataset.stop && control.querySelector("[data-part=label]");
  if (!label) return;
  control.dataset.play ??= label.textContent;
  label.textContent = control.dataset[what];
  control.classList.toggle("is-playing", what === "stop");
}

customElements.define("clip-sound", ClipSound);
