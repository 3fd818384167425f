/** <play-through>: plays the moments of a page ([data-through]) one after the other, each from its own story. It stops
 * at a content note that nobody has opened: opened, it goes on with that moment; asked to go on, with the next. */
import { secondsOf } from "../model/clock.js";

class PlayThrough extends HTMLElement {
  #at = -1;
  #waits = null; // the moment whose content note is to be opened

  connectedCallback() {
    this.button = this.querySelector("button");
    this.moments = [...document.querySelectorAll("[data-through]")].filter((moment) => moment.querySelector("clip-sound"));
    this.button.addEventListener("click", () => this.#press());
    for (const [number, moment] of this.moments.entries()) {
      moment.querySelector("audio, video").addEventListener("pause", () => this.#at === number && this.#play(number + 1));
      noteOf(moment)?.addEventListener("toggle", () => this.#waits === moment && this.#play(number));
    }
  }

  #press() {
    if (this.#waits) this.#play(this.moments.indexOf(this.#waits) + 1);
    else if (this.#at < 0) this.#play(0);
    else this.#stop();
  }

  #play(number) {
    const moment = this.moments[number];
    const note = moment && noteOf(moment);
    this.#mark(moment && (note?.open ?? true) ? number : -1);
    if (!moment) return this.#wait(null);
    moment.scrollIntoView({ block: "center" });
    if (this.#wait(note?.open === false ? moment : null)) return note.querySelector("summary").focus();
    const [start, end] = secondsOf(moment.querySelector("a[data-clip]").hash);
    moment.querySelector("clip-sound").playSpan(start, end);
  }

  #stop() {
    const moment = this.moments[this.#at];
    this.#mark(-1);
    moment?.querySelector("audio, video").pause();
  }

  #wait(moment) {
    if (this.#waits) noteOf(this.#waits).classList.remove("is-waiting");
    this.#waits = moment;
    if (!moment) return false;
    noteOf(moment).classList.add("is-waiting");
    this.button.textContent = this.button.dataset.on;
    return true;
  }

  #mark(number) {
    this.#at = number;
    this.button.textContent = number < 0 ? this.button.dataset.play : this.button.dataset.stop;
    for (const [place, moment] of this.moments.entries()) moment.classList.toggle("is-playing", place === number);
  }
}

const noteOf = (moment) => moment.querySelector("details.content-note");

customElements.define("play-through", PlayThrough);
