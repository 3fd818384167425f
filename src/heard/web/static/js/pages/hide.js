/** Hide part of a story: words that are chosen lead to the page on which they are heard first. */
import "../parts/clip-sound.js";
import "../parts/story-transcript.js";
