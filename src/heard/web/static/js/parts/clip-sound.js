/** <clip-sound>: plays the seconds of its recording that a link names ("…#t=1.5,4.2"), so that nobody leaves the page.
 * When half of them were heard, the link says "clip-heard". */

class ClipSound extends HTMLElement {
  #end = Infinity;
  #link = null; // whose clip plays, until half of it was heard
  #middle = Infinity;

  connectedCallback() {
    this.media = this.querySelector("audio, video");
    document.addEventListener("click", (event) => this.#follow(event));
    this.media.addEventListener("timeupdate", () => this.#tick());
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
