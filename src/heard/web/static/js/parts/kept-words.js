/** <kept-words>: keeps what is typed into any form longer than a line, and offers it again when it did not arrive.
 *
 * One element a page, from base.html, holds the sentences. It keeps text that somebody changed, for a few days, in their
 * own browser; never secrets, nor what stands under `data-unkept`: private words about people, which pages say
 * (parts/unkept.html), and dialogs that keep their words themselves. A form that was sent is forgotten once the page that
 * follows shows that it was taken; everything is forgotten when somebody logs out (`data-forgets-words`).
 */
import { Drafts, markOf } from "../model/drafts.js";

const SENT = "heard:sent";
const PAUSE = 300; // milliseconds without a key
const FIELDS = "textarea, input:is(:not([type]), [type=text], [type=search])";
const SECRET = /pass|code|secret|token|otp/i;
const REFUSED = "[data-refused], .error-summary, .message-error";

class KeptWords extends HTMLElement {
  #timers = new Map();

  connectedCallback() {
    this.drafts = new Drafts(stored("localStorage"));
    this.session = stored("sessionStorage");
    this.drafts.forgetOld();
    this.#forgetWhatArrived();
    document.addEventListener("input", (event) => this.#typed(event.target));
    document.addEventListener("submit", (event) => this.#sent(event));
    addEventListener("pagehide", () => this.#keepAll());
    for (const form of document.forms) if (isLong(form)) this.#offer(form);
  }

  #typed(field) {
    const { form } = field;
    if (!form || !isLong(form) || !isKept(field)) return;
    field.dataset.typed = "";
    clearTimeout(this.#timers.get(form));
    this.#timers.set(form, setTimeout(() => this.#keep(form), PAUSE));
  }

  #keep(form) {
    clearTimeout(this.#timers.get(form));
    this.#timers.delete(form);
    const typed = fieldsOf(form).filter((field) => "typed" in field.dataset);
    const fields = Object.fromEntries(typed.map((field) => [field.name, field.value]));
    if (typed.length && this.drafts.keep(addressOf(form), fields)) this.#say(form);
  }

  #keepAll() {
    for (const form of [...this.#timers.keys()]) this.#keep(form);
  }

  /** Where it is kept, so that nobody has to guess; once for each form. */
  #say(form) {
    if (form.querySelector("[data-kept=note]")) return;
    const note = this.#part("note");
    note.dataset.kept = "note";
    form.append(note);
  }

  #sent(event) {
    const form = event.target;
    if ("forgetsWords" in form.dataset) {
      for (const timer of this.#timers.values()) clearTimeout(timer);
      this.#timers.clear();
      this.drafts.forgetAll();
    }
    if (event.defaultPrevented || !isLong(form)) return;
    this.#keep(form);
    const from = markOf(location.pathname);
    attempt(() => this.session.setItem(SENT, JSON.stringify({ address: addressOf(form), from })));
  }

  /** The page after a form that was taken is another one, to which the server led from there, and it says no trouble. */
  #forgetWhatArrived() {
    const sent = attempt(() => JSON.parse(this.session.getItem(SENT)));
    attempt(() => this.session.removeItem(SENT));
    const [visit] = performance.getEntriesByType("navigation");
    if (!sent || visit?.type !== "navigate" || !visit.redirectCount || !document.referrer) return;
    const cameFromIt = markOf(new URL(document.referrer).pathname) === sent.from;
    const refused = document.querySelector(REFUSED) || "signingIn" in this.dataset;
    if (cameFromIt && !refused) this.drafts.drop(sent.address);
  }

  #offer(form) {
    const draft = this.drafts.kept(addressOf(form));
    const differs = (field) => field.name in draft.fields && field.value !== draft.fields[field.name];
    const missing = draft ? fieldsOf(form).filter(differs) : [];
    if (!missing.length) return;
    const offer = this.#part("offer");
    offer.querySelector("[data-when]").textContent = inWords(draft.at);
    offer.addEventListener("click", (event) => {
      const what = event.target.closest("[data-do]")?.dataset.do;
      if (what === "back") this.#putBack(missing, draft.fields);
      if (what === "forget") this.drafts.drop(addressOf(form));
      if (what) this.#close(offer, form);
    });
    form.before(offer);
  }

  #putBack(missing, fields) {
    for (const field of missing) {
      field.value = fields[field.name];
      field.dispatchEvent(new Event("input", { bubbles: true }));
    }
  }

  #close(offer, form) {
    offer.remove();
    fieldsOf(form)[0]?.focus();
  }

  #part(name) {
    return this.querySelector("template").content.querySelector(`[data-part=${name}]`).cloneNode(true);
  }
}

const inWords = (at) =>
  new Date(at).toLocaleString(document.documentElement.lang, { dateStyle: "long", timeStyle: "short" });

/** Where a form is sent, without the parts that change from visit to visit. */
const addressOf = (form) => new URL(form.getAttribute("action") || location.href, location.href).pathname;

const isLong = (form) =>
  form.method === "post" &&
  fieldsOf(form).some((field) => field.tagName === "TEXTAREA") &&
  !form.querySelector("[type=password]");

const fieldsOf = (form) => [...form.elements].filter(isKept);

const isKept = (field) =>
  field.matches(FIELDS) &&
  field.name &&
  !field.readOnly &&
  !field.hidden &&
  !SECRET.test(field.name) &&
  !field.closest("[data-unkept], .not-for-people");

const stored = (name) => attempt(() => window[name]);

function attempt(action) {
  try {
    return action();
  } catch {
    return null;
  }
}

customElements.define("kept-words", KeptWords);
