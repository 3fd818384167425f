/** What somebody typed and has not sent, kept in their own browser and nowhere else.
 *
 * A draft belongs to the address that its form is sent to. That address may be secret (a private link) or tell a title,
 * and who types is nobody's business, so neither is kept: only a mark that the address leads to, and no way back.
 */

export const DAYS = 3;
const PREFIX = "heard:draft:";
const LONGEST = DAYS * 24 * 60 * 60 * 1000; // milliseconds

/** `storage` may be missing, full or refuse (a private window): then nothing is kept and nothing fails. */
export class Drafts {
  constructor(storage, now = Date.now) {
    this.storage = storage;
    this.now = now;
  }

  /** Adds `fields` ({name: text}) to what is kept for an address. Says whether that went well. */
  keep(address, fields) {
    const draft = { at: this.now(), fields: { ...this.kept(address)?.fields, ...fields } };
    return this.#try(() => this.storage.setItem(keyOf(address), JSON.stringify(draft)) ?? true) ?? false;
  }

  /** {at, fields}, or null. */
  kept(address) {
    const draft = this.#read(keyOf(address));
    return draft && this.now() - draft.at < LONGEST ? draft : null;
  }

  drop(address) {
    this.#try(() => this.storage.removeItem(keyOf(address)));
  }

  /** On a computer that others use, nothing stays behind. */
  forgetAll() {
    for (const key of this.#keys()) this.#try(() => this.storage.removeItem(key));
  }

  forgetOld() {
    for (const key of this.#keys()) {
      const draft = this.#read(key);
      if (!draft || this.now() - draft.at >= LONGEST) this.#try(() => this.storage.removeItem(key));
    }
  }

  #keys() {
    return this.#try(() => Object.keys(this.storage).filter((key) => key.startsWith(PREFIX))) ?? [];
  }

  #read(key) {
    return this.#try(() => JSON.parse(this.storage.getItem(key)));
  }

  #try(action) {
    try {
      return action();
    } catch {
      return null;
    }
  }
}

const keyOf = (address) => `${PREFIX}${markOf(address)}`;

/** 53 bits of an address (cyrb53): too few to find a secret by, and enough that no two of a reader's forms meet. */
export function markOf(text) {
  let [one, two] = [0xdeadbeef, 0x41c6ce57];
  for (const letter of text) {
    one = Math.imul(one ^ letter.codePointAt(0), 2654435761);
    two = Math.imul(two ^ letter.codePointAt(0), 1597334677);
  }
  one = Math.imul(one ^ (one >>> 16), 2246822507) ^ Math.imul(two ^ (two >>> 13), 3266489909);
  two = Math.imul(two ^ (two >>> 16), 2246822507) ^ Math.imul(one ^ (one >>> 13), 3266489909);
  return (4294967296 * (2097151 & two) + (one >>> 0)).toString(36);
}
