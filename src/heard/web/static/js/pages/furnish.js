/** “Your network”: the first page beside the form follows what is changed. The button does the same without a script. */
import "./every.js";

const form = document.getElementById("furnish");
const button = document.getElementById("preview");
const PAUSE = 500; // milliseconds after the last letter
let waiting = 0;

/** As if somebody pressed it: the answer goes into the frame, and nothing is saved. */
function show() {
  form.requestSubmit(button);
}

form.addEventListener("input", () => {
  clearTimeout(waiting);
  waiting = setTimeout(show, PAUSE);
});
show();
