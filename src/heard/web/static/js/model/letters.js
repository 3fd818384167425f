/** Whether single letters are keyboard shortcuts: one choice for every page, kept in this browser. */
const KEPT = "heard:letters";

export function lettersAreOn() {
  try {
    return localStorage.getItem(KEPT) !== "off";
  } catch {
    return true;
  }
}

export function keepLetters(on) {
  try {
    localStorage.setItem(KEPT, on ? "on" : "off");
  } catch {
    // A private window: the choice holds for this page.
  }
}
