/** <found-clips>: each of its buttons plays the seconds that it names, of the sound that it names. One plays at a time. */
class FoundClips extends HTMLElement {
  #button = null;

  connectedCallback() {
    this.media = document.createElement("audio");
    this.media.addEventListener("timeupdate", () => this.#tick());
    for (const name of ["pause", "ended", "error"]) this.media.addEventListener(name, () => this.#show(null));
    this.addEventListener("click", (event) => {
      const button = event.target.closest("button[data-sound]");
      if (button) this.#press(button);
    });
  }

  #press(button) {
    const again = button === this.#button;
    this.media.pause();
    this.#show(null);
    if (!again) this.#play(button);
  }

  #play(button) {
    this.media.replaceChildren(...button.dataset.sound.trim().split(" ").map(source));
    this.media.load();
    this.media.currentTime = Number(button.dataset.start);
    this.#show(button);
    this.media.play().catch(() => this.#button === button && this.#show(null));
  }

  #tick() {
    if (this.#button && this.media.currentTime >= Number(this.#button.dataset.end)) this.media.pause();
  }

  /** Which button stops what plays; the others play. */
  #show(button) {
    if (this.#button) {
      label(this.#button).textContent = this.#button.dataset.play;
      this.#button.classList.remove("is-playing");
    }
    this.#button = button;
    if (!button) return;
    button.classList.add("is-playing");
    button.dataset.play ??= label(button).textContent;
    label(button).textContent = button.dataset.stop;
  }
}

const label = (button) => button.querySelector("[data-part=label]");

function source(address) {
  const made = document.createElement("source");
  made.src = address;
  return made;
}

customElements.define("found-clips", FoundClips);
