/** What every page has. A page with a script of its own imports this there, so that it asks for one script. */
import "../parts/kept-words.js";
import "../parts/fresh-ticks.js";
