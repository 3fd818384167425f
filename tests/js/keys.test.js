import assert from "node:assert/strict";
import test from "node:test";
import { actionFor, wordAfterKey } from "../../src/heard/web/static/js/model/keys.js";

const free = { typing: false, letters: true };

test("each letter asks for one thing, in either case", () => {
  const asked = ["k", "j", "l", "c", "f", "K", "x"].map((key) => actionFor({ key }, free));
  assert.deepEqual(asked, ["play", "back", "forward", "captions", "follow", "play", null]);
});

test("letters ask for nothing where somebody is typing", () => {
  assert.equal(actionFor({ key: "k" }, { typing: true, letters: true }), null);
});

test("letters ask for nothing when they are switched off", () => {
  assert.equal(actionFor({ key: "k" }, { typing: false, letters: false }), null);
});

test("letters with Ctrl, Alt, Shift or Cmd belong to the browser and the screen reader", () => {
  const held = ["ctrlKey", "altKey", "shiftKey", "metaKey"].map((name) => actionFor({ key: "k", [name]: true }, free));
  assert.deepEqual(held, [null, null, null, null]);
});

// Three turns: words 0 to 3, 4 to 5, and 6 to 9.
const walk = (key, at, held = {}) => wordAfterKey({ key, ...held }, { at, count: 10, turns: [0, 4, 6] });

const steps = [
  ["ArrowRight", 3, 4, "goes to the next word, into the next paragraph too"],
  ["ArrowLeft", 4, 3, "goes to the word before"],
  ["ArrowLeft", 0, 0, "stays at the first word"],
  ["ArrowRight", 9, 9, "stays at the last word"],
  ["ArrowDown", 1, 4, "goes to the next paragraph"],
  ["ArrowDown", 7, 6, "stays in the last paragraph, at its start"],
  ["ArrowUp", 5, 4, "goes to the start of the paragraph"],
  ["ArrowUp", 4, 0, "goes from the start of a paragraph to the one before"],
  ["Home", 5, 4, "goes to the first word of the paragraph"],
  ["End", 4, 5, "goes to the last word of the paragraph"],
  ["End", 6, 9, "goes to the last word of the last paragraph"],
];
for (const [key, from, to, what] of steps) {
  test(`${key} at word ${from} ${what}`, () => assert.equal(walk(key, from), to));
}

test("Ctrl with Home and End goes to the ends of the story", () => {
  assert.deepEqual([walk("Home", 5, { ctrlKey: true }), walk("End", 5, { ctrlKey: true })], [0, 9]);
});

test("other keys move nothing", () => {
  assert.equal(walk("a", 5), null);
});
