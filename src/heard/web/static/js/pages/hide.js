/** Hide part of a story: words that are chosen lead to the page on which they are heard first. */
import "../parts/clip-sound.js";
import "../parts/story-transcript.js";

document.addEventListener("words-chosen", (event) => {
  event.preventDefault();
  const { ids } = event.detail;
  const page = document.querySelector("story-transcript").dataset.hide;
  location.assign(`${page}?${new URLSearchParams({ first: ids.at(0), last: ids.at(-1) })}`);
});
