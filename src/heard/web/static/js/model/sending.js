// How far an upload is, in words: share, speed and time left.

// Fills the {names} of a sentence.
export function say(sentence, words) {
  return sentence.replace(/\{(\w+)\}/g, (whole, name) => words[name] ?? whole);
}

// `from` bytes were there at `since` (milliseconds). The speed is that of this run, because an earlier one may have
// been on another connection. No speed is told before there is one to tell.
export function numbers(sent, whole, { from, since }, language, now = performance.now()) {
  const seconds = (now - since) / 1000;
  const speed = seconds > 1 ? (sent - from) / seconds : 0;
  const percent = Math.floor((100 * sent) / whole);
  const share = new Intl.NumberFormat(language, { style: "percent" }).format(percent / 100);
  if (!speed) return { percent, share };
  return { percent, share, speed: `${size(speed, language)}/s`, time: time((whole - sent) / speed, language) };
}

export function size(bytes, language) {
  const [value, unit] = bytes < 1e6 ? [bytes / 1e3, "kilobyte"] : [bytes / 1e6, "megabyte"];
  return new Intl.NumberFormat(language, { style: "unit", unit, maximumFractionDigits: value < 10 ? 1 : 0 }).format(value);
}

export function time(seconds, language) {
  const [value, unit] =
    seconds < 60 ? [seconds, "second"] : seconds < 3600 ? [seconds / 60, "minute"] : [seconds / 3600, "hour"];
  const style = { style: "unit", unit, unitDisplay: "long", maximumFractionDigits: 0 };
  return new Intl.NumberFormat(language, style).format(Math.ceil(value));
}
