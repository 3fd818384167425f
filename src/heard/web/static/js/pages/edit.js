// The page of one's own story: its recording may still be sent, and worked on.
import "../parts/resumable-upload.js";
import "../parts/job-progress.js";
import "./every.js";
