/** A failure of a hub call. `disconnected` means that nobody knows whether the call arrived. */
export class HubError extends Error {
  readonly code: string;

  constructor(code: string, detail: string) {
    super(detail);
    this.name = 'HubError';
    this.code = code;
  }
}

/**
 * SignalR wraps the server's `<code>: <detail>` in a sentence of its own. What does not speak of the server is the client
 * library's: it could not bring the call there, or the answer back.
 */
export function parseHubError(error: unknown): HubError {
  if (error instanceof HubError) return error;
  const text = error instanceof Error ? error.message : String(error);
  const match = /(?:HubException: |^)([a-z_]+): ([\s\S]*)$/.exec(text);
  if (match) return new HubError(match[1]!, match[2]!);
  return new HubError(/ on the server\b/.test(text) ? 'internal' : 'disconnected', text);
}
