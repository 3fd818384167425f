/** The box that switches letters as keys off, wherever it stands: one choice for all pages, kept in the browser. */
import { keepLetters, lettersAreOn } from "../model/letters.js";

/** `areOn` says what holds now; without a box they are on. */
export function letterSwitch(host) {
  const box = host.querySelector("[name=letters]");
  if (!box) return { areOn: () => true };
  box.checked = lettersAreOn();
  box.addEventListener("change", () => keepLetters(box.checked));
  return { areOn: () => box.checked };
}
