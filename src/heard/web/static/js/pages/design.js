/** The page of all parts: those that need a script. */
import "../parts/found-clips.js";
import "../parts/story-player.js";
import "./every.js";
