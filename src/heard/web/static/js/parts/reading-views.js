/** <reading-views>: as it was said, or without um and er; and which words people put right. Only views: the words stay. */

class ReadingViews extends HTMLElement {
  connectedCallback() {
    this.transcript = document.querySelector("story-transcript");
    if (!this.transcript) return;
    this.addEventListener("click", (event) => this.#choose(event));
    const marks = this.querySelector("[name=marks]");
    marks?.addEventListener("change", () => this.transcript.classList.toggle("shows-marks", marks.checked));
  }

  /** The links work alone, by loading the page again; here the place and the sound are kept. */
  #choose(event) {
    const link = event.target.closest("a[data-view]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    for (const other of this.querySelectorAll("a[data-view]")) other.toggleAttribute("aria-current", false);
    link.setAttribute("aria-current", "true");
    const clean = link.dataset.view === "clean";
    this.transcript.classList.toggle("is-clean", clean);
    this.transcript.refresh();
    history.replaceState(null, "", link.href);
    for (const file of document.querySelectorAll("a[data-file]")) file.search = clean ? "?clean=1" : "";
  }
}

customElements.define("reading-views", ReadingViews);
