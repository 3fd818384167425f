/** The page of all parts: those that need a script. */
import "../parts/clip-sound.js";
import "../parts/story-player.js";
import "./every.js";
