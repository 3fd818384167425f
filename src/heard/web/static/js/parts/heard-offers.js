/** <heard-offers>: whoever plays the clip of a place has listened. The box that says so is ticked; where it names an
 * address, it stays so on later pages. */

class HeardOffers extends HTMLElement {
  connectedCallback() {
    this.addEventListener("clip-heard", (event) => this.#note(event.target.closest("article")));
  }

  #note(offer) {
    for (const box of offer?.querySelectorAll("[name=listened]") ?? []) if (!box.checked) this.#tick(box);
  }

  #tick(box) {
    box.checked = true;
    if (!box.dataset.heard) return;
    const token = this.querySelector("[name=csrfmiddlewaretoken]").value;
    fetch(box.dataset.heard, { method: "POST", headers: { "X-CSRFToken": token }, keepalive: true }).catch(() => {});
  }
}

customElements.define("heard-offers", HeardOffers);
