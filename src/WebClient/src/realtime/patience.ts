/** Of one request or one attempt to connect. On a connection that died without a word nobody says so for minutes. */
export const ANSWER_MS = 10_000;

export class SilenceError extends Error {}

/** The promise's outcome, or a failure when there is none in time; what comes later is nobody's any more. */
export function within<T>(milliseconds: number, promise: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new SilenceError('silent')), milliseconds);
    promise.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
