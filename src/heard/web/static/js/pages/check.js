/** A moment to check: hear it where it stands. */
import "../parts/clip-sound.js";
import "./every.js";
