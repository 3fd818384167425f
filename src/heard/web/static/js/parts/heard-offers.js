/** <heard-offers>: whoever plays the clip of a place has listened. The box that says so is ticked; where it names an
 * address, it stays so on later pages. */

class HeardOffers extends HTMLElement {
  connectedCallback() {
    this.addEventListener("click", (event) => this.#note(event.target.closest("a[data-clip]")?.closest("article")));
  }

  #note(offer) {
    const box = offer?.querySelector("[name=listened]");
    if (!box || box.checked) return;
    box.checked = true;
    if (!box.dataset.heard) return;
    const token = this.querySelector("[name=csrfmiddlewaretoken]").value;
    fetch(box.dataset.heard, { method: "POST", headers: { "X-CSRFToken": token }, keepalive: true }).catch(() => {});
  }
}

customElements.define("heard-offers", HeardOffers);
