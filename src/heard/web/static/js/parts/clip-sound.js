/** <clip-sound>: plays the seconds of its recording that a link names ("…#t=1.5,4.2"), so that nobody leaves the page. */

class ClipSound extends HTMLElement {
  #end = Infinity;

  connectedCallback() {
    this.media = this.querySelector("audio, video");
    document.addEventListener("click", (event) => this.#follow(event));
    this.media.addEventListener("timeupdate", () => this.media.currentTime >= this.#end && this.media.pause());
    this.media.addEventListener("pause", () => this.#over());
  }

  /** Seconds; plays to the end of the clip, then gives the pace back. */
  playSpan(start, end, { rate = 1 } = {}) {
    this.#end = end;
    this.media.playbackRate = rate;
    this.media.currentTime = start;
    return this.media.play().catch(() => {}); // a browser may ask for a press of the button first
  }

  #follow(event) {
    const link = event.target.closest("a[data-clip]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (!this.#holds(link)) return this.media.pause();
    event.preventDefault();
    const [start, end] = link.hash.replace("#t=", "").split(",").map(Number);
    this.playSpan(start, end, { rate: Number(link.dataset.rate ?? 1) });
  }

  /** Whether the link leads into this recording: a page may have several. */
  #holds(link) {
    return [...this.querySelectorAll("source")].some((source) => source.src === link.href.split("#")[0]);
  }

  #over() {
    this.#end = Infinity;
    this.media.playbackRate = 1;
  }
}

customElements.define("clip-sound", ClipSound);
