/** Offers: hear the place, answer, go on. */
import "../parts/clip-sound.js";
import "../parts/heard-offers.js";
import "../parts/review-keys.js";
import "./every.js";
