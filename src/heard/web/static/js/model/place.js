/** Where a reader stopped in each story, kept in their own browser and nowhere else. */

const NEAR = 5; // seconds: so near the start or the end there is no place to go back to

/** `storage` may be missing or refuse (a private window): then nothing is kept and nothing fails. */
export class Place {
  constructor(storage, story) {
    this.storage = storage;
    this.key = `heard:place:${story}`;
  }

  keep(seconds, end, begin = 0) {
    const worth = seconds > begin + NEAR && seconds < end - NEAR;
    this.#try(() => (worth ? this.storage.setItem(this.key, seconds.toFixed(1)) : this.storage.removeItem(this.key)));
  }

  /** Seconds; 0 when nothing was kept. */
  kept() {
    return Number(this.#try(() => this.storage.getItem(this.key))) || 0;
  }

  #try(action) {
    try {
      return action();
    } catch {
      return null;
    }
  }
}
