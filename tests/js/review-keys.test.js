import assert from "node:assert/strict";
import test from "node:test";
import { decisionFor } from "../../src/heard/web/static/js/model/review-keys.js";

const free = { letters: true, pressed: false };
const asked = (keys, how = free, held = {}) => keys.map((key) => decisionFor({ key, ...held }, how));

test("each key asks for one thing, in either case", () => {
  assert.deepEqual(asked(["j", "ArrowUp", " ", "s", "a", "E", "y", "N", "?", "2", "x"]), [
    "next", "before", "hear", "slowly", "a", "e", "y", "n", "unsure", "2", null,
  ]);
});

test("a question mark needs Shift, letters with Shift ask for nothing", () => {
  assert.deepEqual(asked(["?", "y"], free, { shiftKey: true }), ["unsure", null]);
});

test("Space presses what has the focus, if that can be pressed", () => {
  assert.deepEqual(asked([" ", "y"], { letters: true, pressed: true }), [null, "y"]);
});

test("nothing is asked for while the keys are switched off", () => {
  assert.deepEqual(asked(["y", " ", "?"], { letters: false, pressed: false }), [null, null, null]);
});
