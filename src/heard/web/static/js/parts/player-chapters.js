/** The chapters on the slider of a <story-player>: a tick where each begins, and the title of the one that a mouse points
 * at or, while somebody moves the slider by finger or key, of the one that is heard. Page Up and Page Down go from one
 * to the next. Screen readers are told the title with the time. */
import { chapterAt, snapped, stepFrom } from "../model/chapters.js";

const NEAR = 8; // pixels: so near a tick, it is meant

export class Chapters {
  constructor(player) {
    this.player = player;
    this.seek = player.parts.seek;
    this.label = player.parts.chapter;
    const ticks = [...(player.parts.marks?.children ?? [])];
    this.all = ticks.map(({ dataset }) => ({ start: Number(dataset.at), title: dataset.title }));
    if (ticks.length === 0) return;
    ticks.forEach((tick, number) => (tick.style.insetInlineStart = this.#along(this.all[number].start)));
    this.seek.addEventListener("pointermove", (event) => this.#point(event));
    this.seek.addEventListener("pointerleave", () => this.#hide());
    for (const name of ["focus", "input"]) this.seek.addEventListener(name, () => this.#name(this.player.time));
    this.seek.addEventListener("keydown", () => setTimeout(() => this.#name(this.player.time)));
    for (const name of ["blur", "pointerup", "pointercancel"]) this.seek.addEventListener(name, () => this.#hide());
  }

  /** The title of the chapter that is heard at this second; empty before the first. */
  titleAt(seconds) {
    return chapterAt(this.all, seconds)?.title ?? "";
  }

  /** Where a place on the slider leads: to a chapter, from near its tick. */
  snapped(seconds) {
    return snapped(this.all, seconds, (NEAR * this.#whole) / Math.max(1, this.seek.clientWidth));
  }

  /** Where a key leads, if it is one of ours. */
  after(key) {
    const by = { PageUp: 1, PageDown: -1 }[key];
    return by && stepFrom(this.all, this.player.time, by);
  }

  get #whole() {
    return this.player.end - this.player.begin;
  }

  #along(seconds) {
    return `${(100 * (seconds - this.player.begin)) / this.#whole}%`;
  }

  #point(event) {
    if (event.pointerType !== "mouse") return;
    const box = this.seek.getBoundingClientRect();
    const part = (event.clientX - box.left) / box.width;
    const along = getComputedStyle(this.seek).direction === "rtl" ? 1 - part : part;
    this.#name(this.snapped(this.player.begin + along * this.#whole));
  }

  #name(seconds) {
    const title = this.titleAt(seconds);
    this.label.hidden = !title;
    this.label.textContent = title;
    const bar = this.label.parentElement.getBoundingClientRect();
    const box = this.seek.getBoundingClientRect();
    const along = ((seconds - this.player.begin) / this.#whole) * box.width;
    const rtl = getComputedStyle(this.seek).direction === "rtl";
    const before = rtl ? bar.right - box.right : box.left - bar.left;
    const room = bar.width - this.label.offsetWidth;
    this.label.style.insetInlineStart = `${Math.max(0, Math.min(before + along - this.label.offsetWidth / 2, room))}px`;
  }

  #hide() {
    this.label.hidden = true;
  }
}
