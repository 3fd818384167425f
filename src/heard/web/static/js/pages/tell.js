// The page “Tell a story”.
import "../parts/resumable-upload.js";
import "./every.js";
