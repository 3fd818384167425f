/** The player of a story, in the page of somebody else. */
import "../parts/story-player.js";
