import "../parts/read-aloud.js";
