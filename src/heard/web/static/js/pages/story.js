/** The page of a story: listen, read along, choose words. */
import "../parts/story-player.js";
import "../parts/story-transcript.js";
import "../parts/word-correction.js";
import "../parts/word-meaning.js";
import "../parts/reading-views.js";
import "../parts/story-contents.js";
import "../parts/keyboard-shortcuts.js";
import "../parts/job-progress.js";
import "../parts/talk-moment.js";
import "../parts/human-check.js";
import { land } from "../parts/landing.js";
import "./every.js";

document.querySelector("[data-print]")?.addEventListener("click", () => print());

const player = document.querySelector("story-player");
if (player?.media) land(player, document.querySelector("story-transcript"));
