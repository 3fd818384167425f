// <resumable-upload>: sends the file of the form inside it piece by piece (tus 1.0), so that a bad connection or a
// closed tab costs nothing. Without it the same form sends the file in one go.
import "../../vendor/tus.min.js";
import { numbers, say } from "../model/sending.js";

const PIECE = 16 * 1024 * 1024; // bytes in one request, small enough for any proxy
const TRY_AGAIN = [0, 1000, 3000, 5000, 10_000, 20_000, 30_000, 60_000, 60_000, 60_000]; // milliseconds
const LOST_FOR_GOOD = [400, 403, 404, 412, 413, 415, 429, 507];

class ResumableUpload extends HTMLElement {
  #upload = null;
  #file = null;
  #page = this.dataset.page;
  #story = this.dataset.story;
  #speed = null;
  #announced = 0;

  connectedCallback() {
    this.form.addEventListener("submit", this.#submit);
    this.#find("pause").addEventListener("click", () => this.#pause());
    this.#find("resume").addEventListener("click", () => this.#start());
    addEventListener("online", this.#online);
    addEventListener("beforeunload", this.#leaving);
  }

  disconnectedCallback() {
    removeEventListener("online", this.#online);
    removeEventListener("beforeunload", this.#leaving);
  }

  get form() {
    return this.querySelector("form");
  }

  get input() {
    return this.form.querySelector("input[type=file]");
  }

  #submit = async (event) => {
    const file = this.input.files[0];
    if (!file) return; // the form goes its usual way
    event.preventDefault();
    this.#file = file;
    const problem = this.#problem(file);
    if (problem) return this.#refuse(problem);
    if (!this.#story && !(await this.#begin())) return;
    this.#send();
  };

  // What need not be sent at all, as the server would say it too.
  #problem(file) {
    const words = { filename: file.name, largest: this.dataset.largestInWords, earlier: this.dataset.filename };
    const kinds = this.input.accept.split(",");
    if (!kinds.some((kind) => file.name.toLowerCase().endsWith(kind))) return say(this.dataset.sayKind, words);
    if (file.size === 0) return say(this.dataset.sayEmpty, words);
    if (file.size > Number(this.dataset.largest)) return say(this.dataset.sayLarge, words);
    if (!this.#isAnother(file)) return "";
    this.#offerAnother();
    return say(this.dataset.sayOther, words);
  }

  #isAnother({ name, size }) {
    const { upload, filename, size: expected } = this.dataset;
    return Boolean(upload) && (name !== filename || size !== Number(expected));
  }

  // Pressed once more, the button forgets what was here and begins with the new file.
  #offerAnother() {
    this.form.querySelector("button").textContent = this.dataset.sayAgain;
    delete this.dataset.upload;
  }

  #refuse(sentence) {
    const place = this.querySelector("[data-upload-error]");
    place.textContent = sentence;
    this.input.setAttribute("aria-invalid", "true");
    this.input.focus();
    this.#announce(sentence);
  }

  // Make the draft first: from now on nothing can be lost.
  async #begin() {
    const said = new FormData(this.form);
    said.delete("recording");
    const headers = { Accept: "application/json" };
    const response = await fetch(this.form.action, { method: "POST", body: said, headers }).catch(() => null);
    if (response?.status === 201) {
      const made = await response.json();
      ({ story: this.#story, page: this.#page } = made);
      this.#offerNames(made.names);
      history.replaceState(null, "", this.#page);
      return true;
    }
    if (response?.status === 400) {
      this.input.disabled = true; // the page says what is wrong with the rest
      this.form.submit();
    } else {
      this.#refuse(this.dataset.sayStopped);
    }
    return false;
  }

  // The best time to ask is before the machine has listened.
  #offerNames(address) {
    const place = this.#find("meanwhile");
    place.querySelector("a").href = address;
    place.hidden = false;
  }

  #send() {
    this.querySelector("[data-panel]").hidden = false;
    this.form.hidden = true;
    const heading = this.#find("heading");
    heading.textContent = say(this.dataset.saySending, { filename: this.#file.name });
    heading.focus();
    this.#upload = new globalThis.tus.Upload(this.#file, this.#wishes());
    this.#start();
  }

  #wishes() {
    return {
      endpoint: this.dataset.uploads,
      uploadUrl: this.dataset.upload,
      metadata: { story: this.#story, filename: this.#file.name },
      headers: {
        Accept: "application/json",
        "X-CSRFToken": this.form.querySelector("[name=csrfmiddlewaretoken]").value,
      },
      chunkSize: PIECE,
      retryDelays: TRY_AGAIN,
      storeFingerprintForResuming: false,
      onShouldRetry: (error) => this.#broken(error),
      onProgress: (sent, whole) => this.#show(sent, whole),
      onError: (error) => this.#stopped(sentenceOf(error) ?? this.dataset.sayStopped),
      onSuccess: () => this.#done(),
    };
  }

  #start() {
    this.#speed = null;
    this.#find("pause").hidden = false;
    this.#find("resume").hidden = true;
    this.dataset.state = "sending";
    this.#upload.start();
  }

  #pause() {
    this.#upload.abort();
    this.#stopped(this.dataset.sayPaused, "paused");
  }

  #stopped(sentence, state = "stopped") {
    this.dataset.state = state;
    this.#find("numbers").textContent = sentence;
    this.#announce(sentence);
    this.#find("pause").hidden = true;
    this.#find("resume").hidden = false;
    this.#find("resume").focus();
  }

  // Whether to try again by itself: yes, unless the server has said no.
  #broken(error) {
    const status = error.originalResponse?.getStatus() ?? 0;
    if (LOST_FOR_GOOD.includes(status)) return false;
    this.dataset.state = "broken";
    this.#find("numbers").textContent = this.dataset.sayBroken;
    this.#announce(this.dataset.sayBroken);
    return true;
  }

  #online = () => {
    if (this.dataset.state === "stopped") this.#start();
  };

  #leaving = (event) => {
    if (["sending", "broken"].includes(this.dataset.state)) event.preventDefault();
  };

  #show(sent, whole) {
    this.dataset.state = "sending";
    this.#speed ??= { from: sent, since: performance.now() };
    const now = numbers(sent, whole, this.#speed, document.documentElement.lang);
    this.#find("bar").value = now.percent;
    this.#find("numbers").textContent = say(now.speed ? this.dataset.sayNumbers : this.dataset.sayShare, now);
    if (now.percent >= this.#announced + 25) {
      this.#announced = now.percent - (now.percent % 25);
      this.#announce(say(this.dataset.sayShare, now));
    }
  }

  #done() {
    this.dataset.state = "done";
    this.#announce(this.dataset.sayDone);
    location.assign(this.#page);
  }

  #announce(sentence) {
    this.#find("say").textContent = sentence;
  }

  #find(name) {
    return this.querySelector(`[data-${name}]`);
  }
}

// What the server said, when it said something.
function sentenceOf(error) {
  try {
    return JSON.parse(error.originalResponse.getBody()).error.sentence;
  } catch {
    return undefined;
  }
}

customElements.define("resumable-upload", ResumableUpload);
