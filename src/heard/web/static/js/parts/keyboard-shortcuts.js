/** <keyboard-shortcuts>: the list of keys, and letters that work anywhere on the page unless they are switched off. */
import { actionFor } from "../model/keys.js";

const KEPT = "heard:letters";
const TEXT = "input:not([type=checkbox], [type=range]), textarea, select, [contenteditable], dialog";

class KeyboardShortcuts extends HTMLElement {
  connectedCallback() {
    this.letters = this.querySelector("[name=letters]");
    this.letters.checked = kept() !== "off";
    this.letters.addEventListener("change", () => keep(this.letters.checked ? "on" : "off"));
    addEventListener("keydown", (event) => this.#press(event));
  }

  #press(event) {
    const typing = event.target.closest?.(TEXT) !== null;
    const action = actionFor(event, { typing, letters: this.letters.checked });
    if (!action) return;
    event.preventDefault();
    if (action === "follow") document.querySelector("story-transcript")?.follower.again();
    else document.querySelector("story-player")?.act(action);
  }
}

function kept() {
  try {
    return localStorage.getItem(KEPT);
  } catch {
    return null;
  }
}

function keep(value) {
  try {
    localStorage.setItem(KEPT, value);
  } catch {
    // A private window: the choice holds for this page.
  }
}

customElements.define("keyboard-shortcuts", KeyboardShortcuts);
