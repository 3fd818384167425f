/** The picture of a film: its captions, full screen, a corner of the screen, and a small one while somebody reads on.
 *
 * Captions are drawn here, because browsers draw them in a share of the picture's height: on a phone too small to read,
 * and nowhere once the picture is small.
 */

const KEPT = "heard:captions";

export class Picture {
  constructor(player) {
    this.player = player;
    this.media = player.media;
    this.parts = player.parts;
    this.track = this.media.textTracks[0];
    this.#listen();
    this.#offer();
    if (this.parts.captions && kept() === "on") this.#showCaptions(true);
    this.#measure();
  }

  act(action) {
    if (action === "captions" && this.parts.captions) this.#showCaptions(!this.captions);
    if (action === "full") this.#fill();
    if (action === "corner") this.#toCorner();
  }

  #listen() {
    this.track?.addEventListener("cuechange", () => this.#draw());
    document.addEventListener("fullscreenchange", () => press(this.parts.full, document.fullscreenElement === this.player));
    this.media.addEventListener("enterpictureinpicture", () => press(this.parts.corner, true));
    this.media.addEventListener("leavepictureinpicture", () => press(this.parts.corner, false));
    // A phone's own full screen has no room for ours.
    this.media.addEventListener("webkitbeginfullscreen", () => this.#mode(this.captions ? "showing" : "disabled"));
    this.media.addEventListener("webkitendfullscreen", () => this.#mode(this.captions ? "hidden" : "disabled"));
    addEventListener("scroll", () => this.#shrink(), { passive: true });
    new ResizeObserver(() => this.#measure()).observe(this.player);
  }

  /** What this browser can do. */
  #offer() {
    this.parts.full.hidden = !(document.fullscreenEnabled || this.media.webkitSupportsFullscreen);
    this.parts.corner.hidden = !document.pictureInPictureEnabled;
  }

  #fill() {
    if (document.fullscreenElement) document.exitFullscreen();
    else if (this.player.requestFullscreen) this.player.requestFullscreen().catch(() => {});
    else this.media.webkitEnterFullscreen();
  }

  #toCorner() {
    if (document.pictureInPictureElement) document.exitPictureInPicture();
    else this.media.requestPictureInPicture().catch(() => {}); // before the film is there
  }

  #showCaptions(on) {
    this.captions = on;
    this.#mode(on ? "hidden" : "disabled"); // read, and not drawn by the browser
    press(this.parts.captions, on);
    keep(on ? "on" : "off");
    this.#draw();
  }

  #mode(mode) {
    if (this.track) this.track.mode = mode;
  }

  /** Each voice in a line of its own, under its name. */
  #draw() {
    const { caption } = this.parts;
    const cues = this.captions ? [...(this.track.activeCues ?? [])] : [];
    caption.replaceChildren(...cues.flatMap((cue) => [...cue.getCueAsHTML().childNodes].flatMap(line)));
    caption.hidden = !caption.hasChildNodes();
  }

  /** The picture's height, so that it scrolls away above the controls, which stay. */
  #measure() {
    this.player.classList.remove("is-past");
    this.player.style.setProperty("--above", `${this.parts.stage.offsetHeight}px`);
    this.#shrink();
  }

  /** Once the picture has gone by, a small one takes the place of its lower edge. Nothing on the page moves. */
  #shrink() {
    const { position, top } = getComputedStyle(this.player);
    const stays = position === "sticky" && !document.fullscreenElement;
    this.player.classList.toggle("is-past", stays && this.player.getBoundingClientRect().top <= parseFloat(top) + 1);
  }
}

function line(node) {
  const text = node.textContent.replace(/\s+/g, " ").trim();
  if (!text) return [];
  const said = document.createElement("span");
  if (node.title) said.append(Object.assign(document.createElement("b"), { textContent: `${node.title}: ` }));
  said.append(text);
  return [said];
}

function press(button, on) {
  button?.setAttribute("aria-pressed", String(on));
}

function kept() {
  try {
    return localStorage.getItem(KEPT);
  } catch {
    return null;
  }
}

function keep(choice) {
  try {
    localStorage.setItem(KEPT, choice);
  } catch {
    // A private window: the choice holds for this page.
  }
}
