/** The chapters of a story as its player needs them: {start, title} each, in order. All times are seconds. */

const SLACK = 0.1;
const JUST_BEGUN = 3; // so long after its beginning, going back leads to the chapter before

/** The chapter that is heard then. */
export function chapterAt(chapters, seconds) {
  return chapters.findLast((chapter) => chapter.start <= seconds + SLACK);
}

/** Where the next chapter begins (`by` 1), or this one, or from its beginning the one before (`by` -1). */
export function stepFrom(chapters, seconds, by) {
  if (by > 0) return chapters.find((chapter) => chapter.start > seconds + SLACK)?.start;
  return chapters.findLast((chapter) => chapter.start < seconds - JUST_BEGUN)?.start;
}

/** The beginning of a chapter that is not farther away than `reach`; else the place itself. */
export function snapped(chapters, seconds, reach) {
  const near = chapters.filter((chapter) => Math.abs(chapter.start - seconds) <= reach);
  near.sort((one, other) => Math.abs(one.start - seconds) - Math.abs(other.start - seconds));
  return near[0]?.start ?? seconds;
}
