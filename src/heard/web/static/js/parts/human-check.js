/** <human-check>: while a stranger writes, their browser solves a sum that only costs time. Nobody is asked anything.
 *
 * It begins when somebody first goes into the form, and never stands in the way: a form that is sent before it is done,
 * or where it fails, is read by a moderator first. */
class HumanCheck extends HTMLElement {
  connectedCallback() {
    this.form = this.closest("form");
    this.form?.addEventListener("focusin", () => this.#begin(), { once: true });
  }

  async #begin() {
    this.status = document.createElement("p");
    this.status.className = "hint";
    this.status.setAttribute("role", "status");
    this.status.textContent = this.dataset.busy;
    this.append(this.status);
    try {
      await import("../../vendor/altcha.min.js");
      globalThis.$altcha.algorithms.set("PBKDF2/SHA-256", () => new Worker(this.dataset.solver));
      this.#solve();
    } catch {
      this.status.textContent = this.dataset.failed;
    }
  }

  #solve() {
    const widget = document.createElement("altcha-widget");
    widget.hidden = true; // there is nothing to press: the status line says what goes on
    widget.setAttribute("challenge", this.dataset.challenge);
    widget.setAttribute("name", "altcha");
    widget.setAttribute("auto", "onload");
    widget.addEventListener("statechange", ({ detail }) => {
      if (detail.state === "verified") this.status.textContent = this.dataset.done;
      if (detail.state === "error") this.status.textContent = this.dataset.failed;
    });
    this.append(widget);
  }
}

customElements.define("human-check", HumanCheck);
