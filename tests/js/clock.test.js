import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { clock, secondsFrom, secondsOf } from "../../src/heard/web/static/js/model/clock.js";

const cases = JSON.parse(readFileSync(new URL("../core/timecode_cases.json", import.meta.url), "utf8"));

for (const [seconds, text] of [...cases.written, [Number.NaN, "0:00"]]) {
  test(`${seconds} seconds are written ${text}`, () => assert.equal(clock(seconds), text));
}
for (const [text, seconds] of cases.read) {
  test(`${JSON.stringify(text)} means ${seconds}`, () => assert.equal(secondsFrom(text), seconds));
}
for (const text of [...cases.refused, null]) {
  test(`${JSON.stringify(text)} is no time`, () => assert.equal(secondsFrom(text), null));
}

test("the end of an address names from when to when", () => {
  assert.deepEqual(secondsOf("#t=1.5,4.2"), [1.5, 4.2]);
});
