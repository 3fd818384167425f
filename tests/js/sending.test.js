import assert from "node:assert/strict";
import test from "node:test";
import { numbers, say, size, time } from "../../src/heard/web/static/js/model/sending.js";

const begun = { from: 0, since: 0 };

test("a sentence is filled with what is known, and keeps the rest", () => {
  assert.equal(say("{share} sent, {time} left", { share: "40%" }), "40% sent, {time} left");
});

test("no speed is told in the first second", () => {
  assert.deepEqual(numbers(50, 200, begun, "en-GB", 900), { percent: 25, share: "25%" });
});

test("the speed is that of this run, not of what was there before it", () => {
  const { speed, time: left } = numbers(6e6, 10e6, { from: 4e6, since: 0 }, "en-GB", 2000);
  assert.deepEqual([speed, left], ["1 MB/s", "4 seconds"]);
});

test("it is never all sent before it is", () => {
  assert.equal(numbers(999, 1000, begun, "en-GB", 500).share, "99%");
});

test("sizes and times are told in the unit that fits", () => {
  assert.deepEqual([size(1500, "en-GB"), size(25e6, "en-GB")], ["1.5 kB", "25 MB"]);
  assert.deepEqual([time(1, "en-GB"), time(61, "en-GB"), time(7200, "en-GB")], ["1 second", "2 minutes", "2 hours"]);
});
