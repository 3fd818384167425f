import assert from "node:assert/strict";
import test from "node:test";
import { LINGER, lastBegun, timesOf, wordAt } from "../../src/heard/web/static/js/model/words.js";

const times = timesOf([
  { start: 1, end: 1.5 },
  { start: 1.5, end: 2 },
  { start: 4, end: 4.25 },
]);

test("a word is said from its first moment until the next one begins", () => {
  assert.deepEqual([1, 1.49, 1.5, 1.99].map((seconds) => wordAt(times, seconds)), [0, 0, 1, 1]);
});

test("before the first word nothing is said", () => {
  assert.equal(wordAt(times, 0.99), -1);
});

test("a word stays lit a little into the silence after it, and then no word is lit", () => {
  assert.deepEqual([2 + LINGER - 0.01, 2 + LINGER + 0.01, 3.99].map((seconds) => wordAt(times, seconds)), [1, -1, -1]);
});

test("after the last word nothing is said", () => {
  assert.deepEqual([wordAt(times, 4.3), wordAt(times, 100)], [2, -1]);
});

test("a transcript without words lights none", () => {
  assert.equal(wordAt(timesOf([]), 5), -1);
});

test("of ten thousand words each is found at its own start, two hours in as well", () => {
  const many = timesOf(Array.from({ length: 10_000 }, (_, index) => ({ start: index * 0.75, end: index * 0.75 + 0.5 })));
  const found = Array.from({ length: 10_000 }, (_, index) => lastBegun(many, index * 0.75));
  assert.deepEqual(found, Array.from({ length: 10_000 }, (_, index) => index));
});
