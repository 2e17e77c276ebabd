import { describe, expect, it } from 'vitest';

import { retryDelay } from './backoff';
import { parseHubError } from './hubError';

describe('parseHubError', () => {
  it.each([
    ['forbidden: 您不能这样做', 'forbidden', '您不能这样做'],
    [
      "An unexpected error occurred invoking 'X' on the server. HubException: not_found: No such\nthing: here",
      'not_found',
      'No such\nthing: here',
    ],
    ["An unexpected error occurred invoking 'X' on the server.", 'internal', "An unexpected error occurred invoking 'X' on the server."],
    ['WebSocket is not in the OPEN state', 'disconnected', 'WebSocket is not in the OPEN state'],
  ])('%s', (text, code, detail) => {
    expect(parseHubError(new Error(text))).toMatchObject({ code, message: detail });
  });
});

describe('retryDelay', () => {
  it('grows from half a second to half a minute, never all of it by chance', () => {
    expect(retryDelay(0, () => 1)).toBe(500);
    expect(retryDelay(0, () => 0)).toBe(250);
    expect(retryDelay(3, () => 1)).toBe(4_000);
    expect(retryDelay(50, () => 1)).toBe(30_000);
    expect(retryDelay(50, () => 0)).toBe(15_000);
  });
});
