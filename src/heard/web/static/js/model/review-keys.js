/** What a key asks for while reviewing. */

const LETTERS = { j: "next", k: "before", a: "a", e: "e", d: "d", u: "u", s: "slowly", y: "y", n: "n", "?": "unsure" };
const CHOICES = ["1", "2", "3", "4"];
const OTHERS = { ArrowDown: "next", ArrowUp: "before", " ": "hear" };

/** `letters` is false when the editor switched the keys off; `pressed` is true on something that Space or an arrow
 * works on by itself. */
export function decisionFor(event, { letters, pressed }) {
  const shifted = event.shiftKey && event.key !== "?"; // which most keyboards have above another sign
  if (!letters || event.ctrlKey || event.altKey || event.metaKey || shifted) return null;
  if (event.key in OTHERS) return pressed ? null : OTHERS[event.key];
  if (CHOICES.includes(event.key)) return event.key;
  return LETTERS[event.key.toLowerCase()] ?? null;
}
