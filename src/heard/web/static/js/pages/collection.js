/** A collection: hear its moments one by one, or all of them one after the other. */
import "../parts/clip-sound.js";
import "../parts/play-through.js";
import "./every.js";
