import assert from "node:assert/strict";
import test from "node:test";
import { clock, secondsFrom } from "../../src/heard/web/static/js/model/clock.js";

const written = [
  [0, "0:00"],
  [5.9, "0:05"],
  [754, "12:34"],
  [3600, "1:00:00"],
  [3723, "1:02:03"],
  [-1, "0:00"],
  [Number.NaN, "0:00"],
];
for (const [seconds, text] of written) {
  test(`${seconds} seconds are written ${text}`, () => assert.equal(clock(seconds), text));
}

const read = [
  ["72", 72],
  ["72.5", 72.5],
  ["1:12", 72],
  ["1:00:02", 3602],
  ["", null],
  [null, null],
  ["-5", null],
  ["1e9", null],
  ["soon", null],
];
for (const [text, seconds] of read) {
  test(`an address that says ${JSON.stringify(text)} means ${seconds}`, () => assert.equal(secondsFrom(text), seconds));
}
