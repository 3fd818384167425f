/** <play-through>: plays the moments of a page ([data-through]) one after the other, each from its own story. */
import { secondsOf } from "../model/clock.js";

class PlayThrough extends HTMLElement {
  #at = -1;

  connectedCallback() {
    this.button = this.querySelector("button");
    this.moments = [...document.querySelectorAll("[data-through]")].filter((moment) => moment.querySelector("clip-sound"));
    this.button.addEventListener("click", () => (this.#at < 0 ? this.#play(0) : this.#stop()));
    for (const [number, moment] of this.moments.entries()) {
      moment.querySelector("audio, video").addEventListener("pause", () => this.#at === number && this.#play(number + 1));
    }
  }

  #play(number) {
    this.#mark(number < this.moments.length ? number : -1);
    const moment = this.moments[this.#at];
    if (!moment) return;
    moment.scrollIntoView({ block: "center" });
    const [start, end] = secondsOf(moment.querySelector("a[data-clip]").hash);
    moment.querySelector("clip-sound").playSpan(start, end);
  }

  #stop() {
    const moment = this.moments[this.#at];
    this.#mark(-1);
    moment?.querySelector("audio, video").pause();
  }

  #mark(number) {
    this.#at = number;
    this.button.textContent = number < 0 ? this.button.dataset.play : this.button.dataset.stop;
    for (const [place, moment] of this.moments.entries()) moment.classList.toggle("is-playing", place === number);
  }
}

customElements.define("play-through", PlayThrough);
