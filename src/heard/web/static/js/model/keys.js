/** What a key asks of the player, wherever the reader is on the page. */

const LETTERS = { k: "play", j: "back", l: "forward", c: "captions", f: "follow" };

/** `typing` is true where letters are text; `letters` is false when the reader switched the letters off. */
export function actionFor(event, { typing, letters }) {
  if (typing || !letters || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return null;
  return LETTERS[event.key.toLowerCase()] ?? null;
}

/** Where the focus goes from word `at` of `count`. `turns` holds the index of the first word of each turn. */
export function wordAfterKey(event, { at, count, turns }) {
  const within = (index) => Math.min(count - 1, Math.max(0, index));
  const turn = turns.findLastIndex((first) => first <= at);
  const firstOf = (number) => turns[Math.min(turns.length - 1, Math.max(0, number))];
  const whole = event.ctrlKey || event.metaKey;
  switch (event.key) {
    case "ArrowRight":
      return within(at + 1);
    case "ArrowLeft":
      return within(at - 1);
    case "ArrowDown":
      return firstOf(turn + 1);
    case "ArrowUp":
      return at > firstOf(turn) ? firstOf(turn) : firstOf(turn - 1);
    case "Home":
      return whole ? 0 : firstOf(turn);
    case "End":
      return whole || turn === turns.length - 1 ? count - 1 : firstOf(turn + 1) - 1;
    default:
      return null;
  }
}
