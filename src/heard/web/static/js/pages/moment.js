/** A moment of a story: hear it, copy what stands in a box, print it as a card. */
import "../parts/clip-sound.js";
import "../parts/copy-box.js";
import "./every.js";

document.querySelector("[data-print]")?.addEventListener("click", () => print());
