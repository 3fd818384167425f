// Says in words that a passkey could not be made or used: the browser's own dialog may have been closed.
import "./every.js";
document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  const problem = document.getElementById("passkey-problem");
  if (problem) problem.hidden = false;
});
