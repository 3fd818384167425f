// <job-progress data-src>: asks every few seconds how far the work on a recording is, and says so.
const EVERY = 2000; // milliseconds

class JobProgress extends HTMLElement {
  #timer = 0;
  #announced = "";

  connectedCallback() {
    this.#announced = this.#find("sentence").textContent;
    document.addEventListener("visibilitychange", this.#wake);
    this.#wake();
  }

  disconnectedCallback() {
    clearTimeout(this.#timer);
    document.removeEventListener("visibilitychange", this.#wake);
  }

  #wake = () => {
    clearTimeout(this.#timer);
    if (!document.hidden && isGoingOn(this.dataset.state)) this.#timer = setTimeout(() => this.#look(), EVERY);
  };

  async #look() {
    try {
      const response = await fetch(this.dataset.src, { headers: { Accept: "application/json" } });
      if (response.ok) this.#show(await response.json());
    } catch {
      // Not on line for a moment: look again later.
    }
    this.#wake();
  }

  #show({ state, sentence, percent, left }) {
    this.dataset.state = state;
    this.#find("sentence").textContent = sentence;
    if (this.#announced !== sentence) this.#find("say").textContent = this.#announced = sentence;
    if (!isGoingOn(state)) return this.#end();
    this.#find("bar").value = percent;
    this.#find("percent").textContent = `${percent} %`;
    this.#find("left").textContent = left && `, ${left}`;
  }

  // The page has more to offer now, but nothing that somebody typed may be lost.
  #end() {
    if (hasUnsavedWords()) this.#find("done").hidden = false;
    else location.reload();
  }

  #find(name) {
    return this.querySelector(`[data-${name}]`);
  }
}

function isGoingOn(state) {
  return state === "waiting" || state === "working";
}

function hasUnsavedWords() {
  const changed = (field) =>
    "defaultValue" in field ? field.value !== field.defaultValue : [...(field.options ?? [])].some(differs);
  const differs = (option) => option.selected !== option.defaultSelected && option.value !== "";
  return [...document.querySelectorAll("form[data-details] :is(input, textarea, select)")].some(changed);
}

customElements.define("job-progress", JobProgress);
