/** <story-player>: our own controls around the page's audio or video element, which works alone without them.
 *
 * Others use play(), pause(), seek(seconds), playSpan(start, end, {rate}), time, begin, end and playing, and hear
 * "story-tick" on every frame while it plays and whenever the place changes.
 *
 * All seconds are those of the recording. What was cut off before `begin` and after `end` cannot be reached, whoever
 * asks: our buttons, the browser's own, a key of the keyboard or an address. Readers are shown seconds from `begin` on.
 */
import { clock } from "../model/clock.js";
import { Place } from "../model/place.js";
import { Chapters } from "./player-chapters.js";
import { Picture } from "./player-picture.js";
import { drawWave } from "./waveform.js";

const STEP = 5; // seconds
const SLACK = 0.05; // seconds: nearer to an end than that is at it
const KEEP_EVERY = 5; // seconds

class StoryPlayer extends HTMLElement {
  #span = null;
  #frame = 0;
  #keptAt = 0;

  connectedCallback() {
    this.media = this.querySelector("audio, video");
    if (!this.media) return;
    this.place = new Place(safeStorage(), this.dataset.story);
    this.parts = Object.fromEntries([...this.querySelectorAll("[data-part]")].map((part) => [part.dataset.part, part]));
    this.chapters = new Chapters(this);
    this.media.controls = false;
    this.#listen();
    if (this.parts.stage) this.picture = new Picture(this);
    this.#showTime();
    this.#showPlaying();
    this.ready = drawWave(this);
  }

  get time() {
    return this.media.currentTime;
  }

  get begin() {
    return Number(this.dataset.begin ?? 0);
  }

  get end() {
    const whole = Number.isFinite(this.media.duration) ? this.media.duration : Number(this.dataset.duration);
    return Math.min(Number(this.dataset.end ?? whole), whole);
  }

  get playing() {
    return !this.media.paused;
  }

  play() {
    this.#endSpan();
    return this.media.play().catch(() => {}); // a browser may ask for a press of the button first
  }

  pause() {
    this.#endSpan();
    this.media.pause();
  }

  toggle() {
    return this.playing ? this.pause() : this.play();
  }

  seek(seconds) {
    this.#endSpan();
    this.#goTo(seconds);
  }

  /** Play from `start` to `end` (seconds), then go back to where the reader was. Resolves when it is over. */
  playSpan(start, end, { rate = 1 } = {}) {
    const before = this.#span?.before ?? { time: this.time, rate: this.media.playbackRate };
    this.#span?.done();
    return new Promise((done) => {
      this.#span = { end: Math.min(end, this.end), before, done };
      this.media.playbackRate = rate;
      this.#goTo(start);
      this.media.play().catch(() => this.pause());
    });
  }

  /** What a button or a key asks for. */
  act(action) {
    if (action === "play") this.toggle();
    if (action === "back") this.seek(this.time - STEP);
    if (action === "forward") this.seek(this.time + STEP);
    this.picture?.act(action);
  }

  #listen() {
    this.addEventListener("click", (event) => {
      const button = event.target.closest("[data-do]");
      if (button) this.act(button.dataset.do);
      else if (event.target === this.media) this.toggle();
    });
    this.parts.seek.addEventListener("input", () => this.seek(this.chapters.snapped(Number(this.parts.seek.value))));
    this.parts.seek.addEventListener("keydown", (event) => this.#steer(event));
    this.parts.speed.addEventListener("change", () => {
      this.media.playbackRate = Number(this.parts.speed.value);
    });
    for (const name of ["play", "pause", "ended"]) this.media.addEventListener(name, () => this.#changed());
    for (const name of ["loadedmetadata", "seeking", "seeked", "timeupdate", "durationchange"]) {
      this.media.addEventListener(name, () => this.#tick());
    }
    this.media.addEventListener("error", () => setTimeout(() => this.#failed()), true); // the last source has failed by then
    this.#failed();
    addEventListener("pagehide", () => this.#keepPlace());
  }

  #steer(event) {
    const chapter = this.chapters.after(event.key);
    if (chapter !== undefined) {
      event.preventDefault();
      return this.seek(chapter);
    }
    const action = { ArrowLeft: "back", ArrowDown: "back", ArrowRight: "forward", ArrowUp: "forward", " ": "play" }[event.key];
    if (!action) return;
    event.preventDefault();
    this.act(action);
  }

  #changed() {
    this.#showPlaying();
    cancelAnimationFrame(this.#frame);
    if (this.playing && this.time >= this.end - SLACK) this.#goTo(this.begin); // once more
    if (this.playing) this.#everyFrame();
    else this.#keepPlace();
    if (this.media.ended) this.#endSpan();
  }

  #everyFrame() {
    this.#frame = requestAnimationFrame(() => {
      if (this.#span && this.time >= this.#span.end) this.pause();
      this.#tick();
      if (this.playing) this.#everyFrame();
    });
  }

  #tick() {
    this.#stayWithin();
    this.dispatchEvent(new CustomEvent("story-tick", { detail: this.time }));
    if (Math.floor(this.time) !== this.shown) this.#showTime();
    if (Math.abs(this.time - this.#keptAt) > KEEP_EVERY) this.#keepPlace();
  }

  #stayWithin() {
    if (this.media.readyState === 0) return;
    if (this.time < this.begin - SLACK) this.media.currentTime = this.begin;
    if (this.time < this.end || !this.dataset.end) return;
    this.media.pause();
    if (this.time > this.end + SLACK) this.media.currentTime = this.end;
  }

  #goTo(seconds) {
    const to = Math.max(this.begin, Math.min(seconds, this.end || seconds));
    const go = () => (this.media.currentTime = to);
    if (this.media.readyState === 0) this.media.addEventListener("loadedmetadata", go, { once: true }); // Safari forgets
    go();
    this.#tick();
  }

  /** Put back what playSpan() took: the reader's place and pace. */
  #endSpan() {
    const span = this.#span;
    if (!span) return;
    this.#span = null;
    this.media.pause();
    this.media.playbackRate = span.before.rate;
    this.#goTo(span.before.time);
    span.done();
  }

  #keepPlace() {
    if (this.#span) return;
    this.#keptAt = this.time;
    if (this.media.readyState > 0) this.place.keep(this.time, this.end, this.begin);
  }

  #showTime() {
    const { seek, time } = this.parts;
    this.shown = Math.floor(this.time);
    const told = clock(this.time - this.begin);
    time.textContent = told;
    seek.value = String(this.time);
    const title = this.chapters.titleAt(this.time);
    seek.setAttribute("aria-valuetext", `${told} / ${clock(this.end - this.begin)}${title && `, ${title}`}`);
  }

  #showPlaying() {
    const { play } = this.parts;
    this.classList.toggle("is-playing", this.playing);
    play.setAttribute("aria-label", this.playing ? play.dataset.pause : play.dataset.play);
  }

  #failed() {
    if (this.media.error || this.media.networkState === HTMLMediaElement.NETWORK_NO_SOURCE) {
      this.parts.failed.hidden = false;
    }
  }
}

function safeStorage() {
  try {
    return window.localStorage;
  } catch {
    return null;
  }
}

customElements.define("story-player", StoryPlayer);
