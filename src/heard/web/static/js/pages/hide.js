/** Hide part of a story: words that are chosen lead to the page on which they are heard first. */
import "../parts/clip-sound.js";
import "../parts/story-transcript.js";
import { clock } from "../model/clock.js";
import "./every.js";

/** A face is found by looking: the time at which the recording stands is written into the field. */
for (const button of document.querySelectorAll("[data-now]")) {
  button.addEventListener("click", () => {
    const { currentTime } = document.querySelector("clip-sound").media;
    document.getElementById(button.dataset.now).value = `${clock(currentTime)}.${Math.floor((currentTime % 1) * 10)}`;
  });
}
