import { onBeforeUnmount, ref } from 'vue';

export type RecorderProblem = 'denied' | 'missing' | 'short';

export const MAX_RECORDING_MS = 60_000;
const MIN_RECORDING_MS = 500;
const TICK_MS = 200;

/** What browsers record, best first, and the extension that the server knows it by. */
const FORMATS = [
  ['audio/webm;codecs=opus', 'webm'],
  ['audio/mp4', 'm4a'],
  ['audio/webm', 'webm'],
  ['audio/ogg;codecs=opus', 'ogg'],
] as const;

/** Records the microphone for up to a minute. */
export function useRecorder(done: (file: File, durationMs: number) => void, failed: (problem: RecorderProblem) => void) {
  const elapsedMs = ref(0);
  const isRecording = ref(false);
  let current: { recorder: MediaRecorder; isKept: boolean } | null = null;
  let timer = 0;
  /** Let go before the microphone was there. */
  let isWanted = false;

  const isSupported =
    typeof MediaRecorder !== 'undefined' && !!navigator.mediaDevices && FORMATS.some(([type]) => MediaRecorder.isTypeSupported(type));

  async function start(): Promise<void> {
    if (isRecording.value || isWanted) return;
    isWanted = true;
    try {
      const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
      if (isWanted) record(stream);
      else stop(stream);
    } catch (error) {
      isWanted = false;
      failed((error as Error).name === 'NotFoundError' ? 'missing' : 'denied');
    }
  }

  function record(stream: MediaStream): void {
    const [type, extension] = FORMATS.find(([format]) => MediaRecorder.isTypeSupported(format))!;
    const parts: Blob[] = [];
    const startedAt = performance.now();
    const recorder = new MediaRecorder(stream, { mimeType: type });
    const recording = { recorder, isKept: false };
    elapsedMs.value = 0;
    recorder.ondataavailable = (event) => parts.push(event.data);
    recorder.onstop = () => {
      const durationMs = Math.min(MAX_RECORDING_MS, Math.round(performance.now() - startedAt));
      stop(stream);
      if (current === recording) settle();
      if (!recording.isKept) return;
      if (durationMs < MIN_RECORDING_MS) failed('short');
      else done(new File(parts, `voice-${Date.now()}.${extension}`, { type }), durationMs);
    };
    recorder.start();
    current = recording;
    isRecording.value = true;
    timer = window.setInterval(() => {
      elapsedMs.value = performance.now() - startedAt;
      if (elapsedMs.value >= MAX_RECORDING_MS) finish();
    }, TICK_MS);
  }

  function stop(stream: MediaStream): void {
    for (const track of stream.getTracks()) track.stop();
  }

  function settle(): void {
    window.clearInterval(timer);
    current = null;
    isRecording.value = false;
    isWanted = false;
  }

  /** The browser takes its time to stop; whoever ended one may begin the next at once. */
  function end(keep: boolean): void {
    isWanted = false;
    if (!current) return;
    const { recorder } = current;
    current.isKept = keep;
    settle();
    if (recorder.state === 'recording') recorder.stop();
  }

  const finish = () => end(true);
  const cancel = () => end(false);
  onBeforeUnmount(cancel);

  return { isSupported, isRecording, elapsedMs, start, finish, cancel };
}
