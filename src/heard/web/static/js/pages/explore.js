/** Explore: hear what was found without leaving the list, and see what may be meant while typing. */
import "../parts/find-suggestions.js";
import "../parts/clip-sound.js";
import "./every.js";
