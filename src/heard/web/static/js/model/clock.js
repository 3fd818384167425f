/** Seconds as people write and read them: what core/timecode.py says, held to the same cases by a test. */

/** 5 is "0:05", 754 is "12:34", 3723 is "1:02:03". */
export function clock(seconds) {
  const whole = Math.max(0, Math.floor(seconds || 0));
  const hours = Math.floor(whole / 3600);
  const minutes = Math.floor(whole / 60) % 60;
  const two = (number) => String(number).padStart(2, "0");
  return hours ? `${hours}:${two(minutes)}:${two(whole % 60)}` : `${minutes}:${two(whole % 60)}`;
}

const BY_COLONS = /^(?:(?:(\d{1,2}):)?(\d{0,4}):)?(\d{1,6}(?:\.\d+)?)$/;
const BY_WORDS =
  /^(?:(\d+)(?:h|hrs?|hours?))?(?:and)?(?:(\d+)(?:m|mins?|minutes?|'))?(?:and)?(?:(\d+(?:\.\d+)?)(?:s|secs?|seconds?|"|'')?)?$/;
const LONGEST = 100 * 3600;

/** What an address says ("72", "72.5", "1:12", "1m12s"), in seconds; null when it is no time. */
export function secondsFrom(text) {
  const plain = plainly(text ?? "");
  const parts = (BY_COLONS.exec(plain) ?? BY_WORDS.exec(plain) ?? []).slice(1);
  if (!parts.some(Boolean)) return null;
  const [hours, minutes, seconds] = parts;
  if (hours && Number(minutes || 0) >= 60) return null;
  if ((hours !== undefined || minutes !== undefined) && Number(seconds || 0) >= 60) return null;
  const total = Number(hours || 0) * 3600 + Number(minutes || 0) * 60 + Number(seconds || 0);
  return total < LONGEST ? total : null;
}

function plainly(text) {
  const marks = { ",": ".", "’": "'", "′": "'", "″": '"', "”": '"', "“": '"' };
  const folded = text.normalize("NFKC").toLowerCase().replace(/[,’′″”“]/g, (mark) => marks[mark]);
  return folded.replace(/^[\s[(]+|[\s\])]+$/g, "").replace(/(\d)\s+(?=\d)/g, "$1_").replace(/\s+/g, "");
}

/** The two seconds that the end of an address names ("#t=1.5,4.2"). */
export const secondsOf = (hash) => hash.replace("#t=", "").split(",").map(Number);
