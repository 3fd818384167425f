/** <story-contents>: goes to a chapter without loading the page again, and says which of them is being heard. */
import { startOf } from "./story-transcript.js";

class StoryContents extends HTMLElement {
  connectedCallback() {
    this.player = document.querySelector("story-player");
    if (!this.player?.media) return;
    this.links = [...this.querySelectorAll("a")];
    this.addEventListener("click", (event) => this.#go(event));
    this.player.addEventListener("story-tick", (event) => this.#mark(event.detail));
  }

  #go(event) {
    const link = event.target.closest("a");
    const word = link && document.getElementById(link.hash.slice(1));
    if (!word || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    history.replaceState(null, "", link.href);
    word.scrollIntoView({ block: "center" });
    this.player.seek(startOf(word));
    this.player.play();
  }

  #mark(seconds) {
    const now = this.links.findLast((link) => Number(new URLSearchParams(link.search).get("t")) <= seconds + 0.1);
    for (const link of this.links) {
      if (link === now) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
  }
}

customElements.define("story-contents", StoryContents);
