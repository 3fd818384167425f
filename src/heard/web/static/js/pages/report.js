/** The whole transcript as a form: hear a paragraph where it stands, and see which ones were changed. */
import "../parts/clip-sound.js";
import "./every.js";

for (const box of document.querySelectorAll(".report-paragraph textarea")) {
  const show = () => box.closest(".report-paragraph").classList.toggle("is-changed", box.value !== box.defaultValue);
  box.addEventListener("input", show);
  show();
}
