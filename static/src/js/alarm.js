/*
 * A danger nobody has touched: the title changes and a tone sounds on every open page of the
 * control room until someone takes it. The region `#alarm` is renewed by htmx; it calls while it
 * holds an element with `data-alarm`.
 *
 * A browser lets a page sound only after the person has used it once. Until then the region's
 * button (`data-alarm-sound`) is shown, so that nobody believes in a sound that cannot come.
 */
const EVERY = 4000;
const TONES = [880, 660, 880];

export function soundTheAlarm() {
  const region = document.getElementById("alarm");
  if (!region) return;
  const title = document.title;
  let audio = null;
  let timer = 0;

  const calling = () => region.querySelector("[data-alarm]");
  const beep = () => {
    if (!audio || audio.state !== "running") return;
    TONES.forEach((frequency, number) => {
      const begin = audio.currentTime + number * 0.22;
      const tone = audio.createOscillator();
      const volume = audio.createGain();
      tone.frequency.value = frequency;
      volume.gain.setValueAtTime(0.0001, begin);
      volume.gain.exponentialRampToValueAtTime(0.25, begin + 0.02);
      volume.gain.exponentialRampToValueAtTime(0.0001, begin + 0.2);
      tone.connect(volume).connect(audio.destination);
      tone.start(begin);
      tone.stop(begin + 0.21);
    });
  };
  const offerSound = () => {
    const button = region.querySelector("[data-alarm-sound]");
    if (button) button.hidden = audio !== null && audio.state === "running";
  };
  const renew = () => {
    const call = calling();
    document.title = call ? `${call.dataset.alarm} ${title}` : title;
    offerSound();
    if (call && !timer) {
      beep();
      timer = setInterval(beep, EVERY);
    } else if (!call && timer) {
      clearInterval(timer);
      timer = 0;
    }
  };
  const allowSound = async () => {
    audio = audio || new AudioContext();
    await audio.resume();
    offerSound();
    if (calling()) beep();
  };

  // Not before the press is over: hiding the button moves the page, and the press would end beside what it began on.
  addEventListener("click", allowSound, { once: true });
  addEventListener("keydown", allowSound, { once: true });
  document.body.addEventListener("htmx:afterSettle", renew);
  renew();
}
