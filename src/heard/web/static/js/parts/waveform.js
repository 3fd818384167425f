/** The picture of the sound behind the seek slider. Only decoration: the slider works without it. */

/** `player` is a <story-player>. Peaks were made on the server, so that no sound is decoded here. */
export async function drawWave(player) {
  const { wave } = player.parts;
  if (!player.dataset.peaks || !wave) return;
  try {
    const [{ default: WaveSurfer }, answer] = await Promise.all([
      import("../../vendor/wavesurfer.esm.js"),
      fetch(player.dataset.peaks),
    ]);
    if (!answer.ok) return;
    const { peaks, duration } = await answer.json();
    showPart(wave, player, duration);
    const waves = WaveSurfer.create({
      container: wave,
      media: player.media,
      peaks: [peaks],
      duration,
      interact: false,
      height: "auto",
      barWidth: 2,
      barGap: 1,
      barRadius: 2,
      barMinHeight: 2,
      cursorWidth: 0,
      hideScrollbar: true,
      cspNonce: document.querySelector("script[nonce]")?.nonce,
      ...colours(wave),
    });
    for (const question of ["(prefers-color-scheme: dark)", "(forced-colors: active)"]) {
      matchMedia(question).addEventListener("change", () => waves.setOptions(colours(wave)));
    }
    wave.classList.add("is-drawn");
  } catch {
    // The slider stays, on its plain line.
  }
}

/** Of what was cut off at the ends nothing is drawn: the picture is as much wider, and hangs over the slider's edges. */
function showPart(wave, { begin, end }, whole) {
  if (begin <= 0 && end >= whole - 1) return;
  wave.style.width = `${(100 * whole) / (end - begin)}%`;
  wave.style.left = `${(-100 * begin) / (end - begin)}%`;
}

function colours(element) {
  const style = getComputedStyle(element);
  return { waveColor: style.getPropertyValue("--wave").trim(), progressColor: style.getPropertyValue("--played").trim() };
}
