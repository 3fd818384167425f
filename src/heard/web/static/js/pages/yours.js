/** Somebody's own part in a story: hear it, read along, choose words, and have the questions read aloud. */
import "../parts/story-player.js";
import "../parts/story-transcript.js";
import "../parts/word-correction.js";
import "../parts/reading-views.js";
import "../parts/read-aloud.js";
import { land } from "../parts/landing.js";
import "./every.js";

const player = document.querySelector("story-player");
if (player?.media) land(player, document.querySelector("story-transcript"));
