import assert from "node:assert/strict";
import test from "node:test";
import { Place } from "../../src/heard/web/static/js/model/place.js";

class Storage {
  held = new Map();
  getItem = (key) => this.held.get(key) ?? null;
  setItem = (key, value) => this.held.set(key, value);
  removeItem = (key) => this.held.delete(key);
}

test("a place is kept for each story", () => {
  const storage = new Storage();
  new Place(storage, "nain").keep(42, 100);
  assert.deepEqual([new Place(storage, "nain").kept(), new Place(storage, "respite").kept()], [42, 0]);
});

test("who heard a story to its end begins it again at the start", () => {
  const place = new Place(new Storage(), "nain");
  place.keep(42, 100);
  place.keep(97, 100);
  assert.equal(place.kept(), 0);
});

test("the first seconds are no place to come back to", () => {
  const place = new Place(new Storage(), "nain");
  place.keep(3, 100);
  assert.equal(place.kept(), 0);
});

test("a browser that keeps nothing loses nothing else", () => {
  const refusing = { getItem: () => { throw new Error("no"); }, setItem: () => { throw new Error("no"); } };
  for (const storage of [null, refusing]) {
    const place = new Place(storage, "nain");
    place.keep(42, 100);
    assert.equal(place.kept(), 0);
  }
});
