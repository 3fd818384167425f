import assert from "node:assert/strict";
import test from "node:test";
import { keepLetters, lettersAreOn } from "../../src/heard/web/static/js/model/letters.js";

const storage = (kept = {}) => ({ getItem: (name) => kept[name] ?? null, setItem: (name, value) => (kept[name] = value) });

test("letters are shortcuts until somebody says otherwise", () => {
  globalThis.localStorage = storage();
  assert.equal(lettersAreOn(), true);
});

test("the choice is kept, and taken back", () => {
  globalThis.localStorage = storage();
  keepLetters(false);
  assert.equal(lettersAreOn(), false);
  keepLetters(true);
  assert.equal(lettersAreOn(), true);
});

test("a browser that keeps nothing breaks nothing", () => {
  const refuse = () => {
    throw new Error("kept out");
  };
  globalThis.localStorage = { getItem: refuse, setItem: refuse };
  keepLetters(false);
  assert.equal(lettersAreOn(), true);
});
