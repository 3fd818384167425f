/** <keyboard-shortcuts>: the list of keys, and letters that work anywhere on the page unless they are switched off. */
import { actionFor } from "../model/keys.js";
import { letterSwitch } from "./letter-switch.js";

const TEXT = "input:not([type=checkbox], [type=range]), textarea, select, [contenteditable], dialog";

class KeyboardShortcuts extends HTMLElement {
  connectedCallback() {
    this.letters = letterSwitch(this);
    addEventListener("keydown", (event) => this.#press(event));
  }

  #press(event) {
    const typing = event.target.closest?.(TEXT) !== null;
    const action = actionFor(event, { typing, letters: this.letters.areOn() });
    if (!action) return;
    event.preventDefault();
    if (action === "follow") document.querySelector("story-transcript")?.follower.again();
    else document.querySelector("story-player")?.act(action);
  }
}

customElements.define("keyboard-shortcuts", KeyboardShortcuts);
