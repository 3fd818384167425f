/** <find-suggestions>: what may be meant, in a list under its field while somebody types. The arrow keys choose, Enter goes
 * there, Escape closes it. Without an answer nothing is shown, and the field is what it was. */
const PAUSE = 150; // milliseconds without a letter

class FindSuggestions extends HTMLElement {
  #asked = 0;
  #timer = 0;
  #at = -1;

  connectedCallback() {
    this.field = this.querySelector("input");
    this.list = document.createElement("ul");
    Object.assign(this.list, { className: "suggestions", id: `${this.field.id}-suggestions`, hidden: true });
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", this.dataset.label);
    this.append(this.list);
    const said = { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", autocomplete: "off" };
    for (const [name, value] of Object.entries(said)) this.field.setAttribute(name, value);
    this.field.setAttribute("aria-controls", this.list.id);
    this.field.addEventListener("input", () => this.#wait());
    this.field.addEventListener("keydown", (event) => this.#press(event));
    this.field.addEventListener("blur", () => this.#show([]));
    this.list.addEventListener("pointerdown", (event) => event.preventDefault()); // the field keeps the focus
    this.list.addEventListener("click", (event) => this.#go(event.target.closest("li")));
  }

  #wait() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#ask(), PAUSE);
  }

  async #ask() {
    const number = ++this.#asked;
    const address = `${this.dataset.from}?${new URLSearchParams({ q: this.field.value })}`;
    const answer = await fetch(address).then((told) => (told.ok ? told.json() : null), () => null);
    if (number === this.#asked && document.activeElement === this.field) this.#show(answer?.suggestions ?? []);
  }

  #show(suggestions) {
    this.#asked += 1;
    this.list.replaceChildren(...suggestions.map((one, number) => this.#option(one, number)));
    this.list.hidden = !suggestions.length;
    this.field.setAttribute("aria-expanded", String(Boolean(suggestions.length)));
    this.#choose(-1);
  }

  #option({ kind, text, address }, number) {
    const option = document.createElement("li");
    option.id = `${this.list.id}-${number}`;
    option.setAttribute("role", "option");
    option.dataset.address = address;
    const [said, what] = ["span", "span"].map((tag) => document.createElement(tag));
    said.textContent = text;
    what.textContent = kind;
    what.className = "suggestion-kind";
    option.append(said, " ", what);
    return option;
  }

  #press(event) {
    const size = this.list.children.length;
    if (!size) return;
    const steps = { ArrowDown: 1, ArrowUp: -1 };
    if (event.key in steps) this.#choose(((this.#at + 1 + steps[event.key] + size + 1) % (size + 1)) - 1);
    else if (event.key === "Enter" && this.#at >= 0) this.#go(this.list.children[this.#at]);
    else if (event.key === "Escape") this.#show([]);
    else return;
    event.preventDefault();
  }

  /** -1: none. */
  #choose(number) {
    this.#at = number;
    [...this.list.children].forEach((option, at) => option.setAttribute("aria-selected", String(at === number)));
    const chosen = this.list.children[number];
    if (chosen) this.field.setAttribute("aria-activedescendant", chosen.id);
    else this.field.removeAttribute("aria-activedescendant");
  }

  #go(option) {
    if (option) location.assign(option.dataset.address);
  }
}

customElements.define("find-suggestions", FindSuggestions);
