/** Which word is being said: times laid out so that finding one takes a dozen comparisons and no memory. */

// A word stays lit this long into the silence after it, so that the light does not flicker between words.
export const LINGER = 0.3; // seconds

/** `spans` are {start, end} in seconds, in order and without overlap. */
export function timesOf(spans) {
  const starts = new Float32Array(spans.length);
  const ends = new Float32Array(spans.length);
  spans.forEach((span, index) => {
    starts[index] = span.start;
    ends[index] = span.end;
  });
  return { starts, ends };
}

/** The index of the word said at `seconds`, or -1 in a silence. */
export function wordAt(times, seconds) {
  const index = lastBegun(times, seconds);
  return index >= 0 && seconds < times.ends[index] + LINGER ? index : -1;
}

/** The index of the last word that has begun at `seconds`, or -1 before the first. */
export function lastBegun({ starts }, seconds) {
  let low = 0;
  let high = starts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (starts[middle] <= seconds) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
