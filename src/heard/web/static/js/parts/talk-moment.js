/** <talk-moment>: takes the words that a reader chose in the transcript into the form for a comment. */
class TalkMoment extends HTMLElement {
  connectedCallback() {
    this.form = this.closest("form");
    this.chosen = this.querySelector("[data-part=chosen]");
    this.box = this.querySelector("details");
    this.transcript = document.querySelector("story-transcript");
    this.transcript?.addEventListener("click", (event) => {
      if (!event.target.closest("[data-choice=comment]")) return;
      event.preventDefault();
      this.#take(this.transcript.chooser.detail);
    });
    this.chosen.querySelector("button").addEventListener("click", () => this.#take(null));
  }

  #take(detail) {
    const { first, last, moment, text } = this.form.elements; // without sound nobody writes a time
    first.value = detail ? detail.ids[0] : "";
    last.value = detail ? detail.ids.at(-1) : "";
    if (moment) moment.value = "";
    this.chosen.querySelector("q").textContent = detail ? detail.text : "";
    this.chosen.hidden = !detail;
    if (this.box) this.box.hidden = Boolean(detail);
    text.focus();
  }
}

customElements.define("talk-moment", TalkMoment);
