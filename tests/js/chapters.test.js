import assert from "node:assert/strict";
import test from "node:test";
import { chapterAt, snapped, stepFrom } from "../../src/heard/web/static/js/model/chapters.js";

const CHAPTERS = [
  { start: 2, title: "Who he is" },
  { start: 60, title: "The strike" },
  { start: 64, title: "After it" },
];

test("a chapter is heard from its beginning until the next one begins", () => {
  const heard = [0, 1.95, 2, 59, 60, 63, 500].map((seconds) => chapterAt(CHAPTERS, seconds)?.title);
  assert.deepEqual(heard, [undefined, "Who he is", "Who he is", "Who he is", "The strike", "The strike", "After it"]);
});

test("going on leads to the next one, and from the last one nowhere", () => {
  assert.deepEqual([0, 2, 60, 64, 99].map((seconds) => stepFrom(CHAPTERS, seconds, 1)), [2, 60, 64, undefined, undefined]);
});

test("going back leads to where this one began, and from there to the one before", () => {
  assert.deepEqual([90, 64.5, 61, 4, 1].map((seconds) => stepFrom(CHAPTERS, seconds, -1)), [64, 60, 2, undefined, undefined]);
});

test("a place near a beginning is meant to be it, the nearest of two", () => {
  assert.deepEqual([58.5, 61.5, 62.5, 70].map((seconds) => snapped(CHAPTERS, seconds, 2)), [60, 60, 64, 70]);
  assert.equal(snapped([], 5, 2), 5);
});
