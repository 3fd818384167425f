/** Where a reader begins: the second or the words that the address names, else where they stopped last time. */
import { secondsFrom } from "../model/clock.js";
import { startOf } from "./story-transcript.js";

export function land(player, transcript) {
  const seconds = named(transcript) ?? player.place.kept();
  if (seconds > 0) player.seek(seconds);
}

function named(transcript) {
  const asked = secondsFrom(new URLSearchParams(location.search).get("t"));
  if (asked !== null) return asked;
  const target = location.hash.length > 1 ? document.getElementById(location.hash.slice(1)) : null;
  const word = target && transcript?.contains(target) && (target.matches(".w") ? target : target.querySelector(".w"));
  return word ? startOf(word) : null;
}
