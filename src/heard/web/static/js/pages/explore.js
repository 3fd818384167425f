/** Explore: hear what was found without leaving the list, and see what may be meant while typing. */
import "../parts/find-suggestions.js";
import "../parts/found-clips.js";
import "./every.js";
