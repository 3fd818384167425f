/** Everything that was said about a story. */
import "../parts/human-check.js";
import "./every.js";
