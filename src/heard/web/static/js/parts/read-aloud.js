/** <read-aloud>: a button before each text marked data-aloud, which the browser's own voice then reads. */

class ReadAloud extends HTMLElement {
  connectedCallback() {
    if (!("speechSynthesis" in window)) return;
    for (const text of this.querySelectorAll("[data-aloud]")) text.after(this.#button(text.textContent));
    addEventListener("pagehide", () => speechSynthesis.cancel());
  }

  #button(words) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "link-button read-aloud";
    const say = (label) => {
      button.textContent = label;
      button.setAttribute("aria-label", `${label}: ${words}`);
    };
    say(this.dataset.label);
    button.addEventListener("click", () => {
      const was = this.reading;
      speechSynthesis.cancel();
      this.reading = was === button ? null : button;
      if (this.reading) speechSynthesis.speak(this.#utterance(words, say));
    });
    return button;
  }

  #utterance(words, say) {
    const utterance = new SpeechSynthesisUtterance(words);
    utterance.lang = document.documentElement.lang;
    utterance.onstart = () => say(this.dataset.stop);
    utterance.onend = utterance.onerror = () => {
      say(this.dataset.label);
      this.reading = null;
    };
    return utterance;
  }
}

customElements.define("read-aloud", ReadAloud);
