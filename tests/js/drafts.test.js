import assert from "node:assert/strict";
import test from "node:test";
import { DAYS, Drafts, markOf } from "../../src/heard/web/static/js/model/drafts.js";

/** As a browser's own: what is kept are properties of their own, methods are not. */
class Storage {
  getItem(key) {
    return this[key] ?? null;
  }
  setItem(key, value) {
    this[key] = String(value);
  }
  removeItem(key) {
    delete this[key];
  }
}

const DAY = 24 * 60 * 60 * 1000;

test("what was typed is kept for each address, and each field of it", () => {
  const drafts = new Drafts(new Storage());
  drafts.keep("/one/", { text: "Hello" });
  drafts.keep("/one/", { note: "there" });
  assert.deepEqual(drafts.kept("/one/").fields, { text: "Hello", note: "there" });
  assert.equal(drafts.kept("/two/"), null);
});

test("it is forgotten when it arrived, when somebody logs out, and after some days", () => {
  const storage = new Storage();
  let now = 0;
  const drafts = new Drafts(storage, () => now);
  storage.setItem("heard:place:nain", "42");
  for (const address of ["/one/", "/two/", "/three/"]) drafts.keep(address, { text: "Hello" });
  drafts.drop("/one/");
  assert.deepEqual([drafts.kept("/one/"), drafts.kept("/two/").fields.text], [null, "Hello"]);
  now = DAYS * DAY;
  drafts.keep("/three/", { text: "Later" });
  assert.equal(drafts.kept("/two/"), null);
  drafts.forgetOld();
  assert.equal(Object.keys(storage).length, 2);
  drafts.forgetAll();
  assert.deepEqual(Object.keys(storage), ["heard:place:nain"]);
});

test("neither an address nor the secret in it is kept", () => {
  const storage = new Storage();
  new Drafts(storage).keep("/yours/a-secret/tell/", { text: "Hello" });
  assert.ok(!JSON.stringify({ ...storage }).includes("secret"));
  assert.notEqual(markOf("/yours/a-secret/tell/"), markOf("/yours/a-secret/hide/"));
});

test("a browser that keeps nothing breaks nothing, and says so", () => {
  for (const storage of [null, { setItem: () => { throw new Error("full"); }, getItem: () => "{" }]) {
    const drafts = new Drafts(storage);
    assert.equal(drafts.keep("/one/", { text: "Hello" }), false);
    assert.equal(drafts.kept("/one/"), null);
    drafts.drop("/one/");
    drafts.forgetAll();
    drafts.forgetOld();
  }
});
