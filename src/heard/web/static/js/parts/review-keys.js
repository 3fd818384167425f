/** <review-keys>: decide by keyboard. One report at a time has the focus; letters act on it unless they are switched off.
 * With the attribute `alone` there is but one on the page, and it need not have the focus. */
import { decisionFor } from "../model/review-keys.js";
import { letterSwitch } from "./letter-switch.js";

// Where letters are text, or part of a decision that is being made.
const TEXT = "textarea, select, .decision-form, input:not([type=checkbox], [type=radio])";
const PRESSED_BY_SPACE = "a, button, summary, input, audio";

class ReviewKeys extends HTMLElement {
  connectedCallback() {
    this.letters = letterSwitch(this);
    addEventListener("keydown", (event) => this.#press(event));
    this.addEventListener("click", (event) => this.#open(event));
    this.#begin();
  }

  get reports() {
    return [...this.querySelectorAll(".report")];
  }

  get current() {
    const { activeElement } = document;
    const report = activeElement.closest(".report") ?? activeElement.closest("details.content-note")?.querySelector(".report");
    return report ?? (this.hasAttribute("alone") ? this.reports[0] : null);
  }

  /** After a decision the next report has the focus, and what was done is said aloud. */
  #begin() {
    const target = location.hash.length > 1 ? document.getElementById(location.hash.slice(1)) : null;
    const next = target?.closest(".report") ?? target?.parentElement.closest(".report");
    const done = this.querySelector(".review-done");
    const problem = this.querySelector(".error-summary");
    if (problem) problem.focus();
    else if (done) toMeet(next ?? this.reports[0] ?? this.querySelector("#all-done"))?.focus();
    if (done) announce(done);
  }

  #press(event) {
    const typing = event.target.closest(TEXT) !== null;
    if (event.key === "Escape") this.#leave(event);
    else if (typing) sendOnEnter(event);
    else {
      const pressed = event.target.closest(PRESSED_BY_SPACE) !== null;
      const action = decisionFor(event, { letters: this.letters.areOn(), pressed });
      if (action && this.#act(action)) event.preventDefault();
    }
  }

  #act(action) {
    const { current, reports } = this;
    if (action === "next" || action === "before") return this.#step(reports, current, action === "next" ? 1 : -1);
    if (action === "u") return press(this.querySelector("[data-key=u]"));
    if (!current || foldOf(current)) return false;
    const clips = current.querySelectorAll("[data-clip]");
    if (action === "hear") return press(clips[0]);
    if (action === "slowly") return press(clips[1]);
    const target = current.querySelector(`[data-key="${action}"]`);
    return target?.matches("details") ? openUp(target) : press(target);
  }

  /** Whoever opens a box to write in it can write at once. */
  #open(event) {
    const box = event.target.closest("summary")?.closest("details[data-key]");
    if (!box || box.open) return;
    event.preventDefault();
    openUp(box);
  }

  #step(reports, current, by) {
    const at = reports.indexOf(current);
    const next = toMeet(at < 0 ? reports[0] : reports[at + by]);
    next?.focus();
    next?.scrollIntoView({ block: "nearest" });
    return Boolean(next);
  }

  #leave(event) {
    const box = event.target.closest("details");
    if (!box) return;
    box.open = false;
    this.current?.focus();
  }
}

/** The content note that a report still waits behind. */
function foldOf(report) {
  return report?.closest("details.content-note:not([open])");
}

/** A report, or what one meets before it. */
function toMeet(report) {
  return foldOf(report)?.querySelector("summary") ?? report;
}

function press(target) {
  target?.click();
  return Boolean(target);
}

function openUp(box) {
  box.open = true;
  const field = box.querySelector("textarea, input:not([type=hidden])");
  field.focus();
  if (field.type !== "radio") field.select();
  return true;
}

function sendOnEnter(event) {
  const form = event.target.closest(".decision-form");
  if (!form || !event.target.matches("textarea, input[type=radio]") || event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  form.requestSubmit(form.querySelector("button[name=decision]"));
}

/** A live region speaks only of what changes in it. */
function announce(region) {
  const sentence = region.querySelector("p");
  const text = sentence.textContent;
  sentence.textContent = "";
  setTimeout(() => (sentence.textContent = text), 100);
}

customElements.define("review-keys", ReviewKeys);
