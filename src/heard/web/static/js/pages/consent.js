import "../parts/read-aloud.js";
import "./every.js";
