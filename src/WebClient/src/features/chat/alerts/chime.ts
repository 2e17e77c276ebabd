/** Two soft notes, in hertz, and when they begin, in seconds. */
const NOTES = [
  { pitch: 880, at: 0 },
  { pitch: 1_174.7, at: 0.12 },
];
const LENGTH = 0.35;
const LOUDNESS = 0.12;

let context: AudioContext | null = null;

/** Browsers give a page no voice before somebody has touched it; until then it stays silent. */
export async function chime(): Promise<void> {
  if (!navigator.userActivation?.hasBeenActive) return;
  context ??= new AudioContext();
  if (context.state === 'suspended') await context.resume();
  for (const { pitch, at } of NOTES) {
    const start = context.currentTime + at;
    const volume = context.createGain();
    volume.gain.setValueAtTime(LOUDNESS, start);
    volume.gain.exponentialRampToValueAtTime(0.001, start + LENGTH);
    volume.connect(context.destination);
    const note = context.createOscillator();
    note.frequency.value = pitch;
    note.connect(volume);
    note.start(start);
    note.stop(start + LENGTH);
  }
}
