import { beforeEach, describe, expect, it, vi } from 'vitest';

import { ApiClient } from './client';
import { ApiError } from './problem';

const json = (status: number, body: unknown) => new Response(JSON.stringify(body), { status });
let fetched: ReturnType<typeof vi.fn<typeof fetch>>;
let client: ApiClient;

beforeEach(() => {
  fetched = vi.fn<typeof fetch>();
  vi.stubGlobal('fetch', fetched);
  client = new ApiClient();
  client.useLanguage('en', {
    network: 'no network',
    tooLarge: 'too large',
    gateway: 'no server',
    refused: (status) => `refused ${status}`,
  });
});

const requestAt = (index: number) => fetched.mock.calls[index] as [string, RequestInit & { headers: Record<string, string> }];

describe('ApiClient', () => {
  it('speaks for who is signed in, in the language of the page', async () => {
    client.useCredentials({ token: () => 't1', renew: async () => false });
    fetched.mockResolvedValue(json(200, { count: 0, results: [] }));
    await client.conversations({ page: 2, search: '' });
    const [url, { headers }] = requestAt(0);
    expect(url).toBe('/api/conversations?page=2');
    expect(headers).toMatchObject({ Authorization: 'Bearer t1', 'Accept-Language': 'en' });
  });

  it.each([
    [413, '<html>413 Request Entity Too Large</html>', 'payload_too_large', 'too large'],
    [502, '<html>502 Bad Gateway</html>', 'unavailable', 'no server'],
    [504, '', 'unavailable', 'no server'],
    [403, 'blocked', 'internal', 'refused 403'],
    [500, 'null', 'unavailable', 'no server'],
    [200, '<html>Sign in to the network</html>', 'unavailable', 'no server'],
    [413, '{"code":"payload_too_large","detail":"of ours"}', 'payload_too_large', 'of ours'],
  ])('has a sentence for what a proxy answers: %i %s', async (status, text, code, message) => {
    fetched.mockImplementation(async () => new Response(text, { status }));
    await expect(client.quickReplies()).rejects.toMatchObject({ code, message });
  });

  it('renews once after a 401 and repeats the call', async () => {
    let token = 'old';
    client.useCredentials({ token: () => token, renew: async () => Boolean((token = 'new')) });
    fetched.mockResolvedValueOnce(json(401, {})).mockResolvedValueOnce(json(200, { id: 'b1' }));
    await expect(client.me()).resolves.toEqual({ id: 'b1' });
    expect(requestAt(1)[1].headers.Authorization).toBe('Bearer new');
  });

  it('does not renew for a sign-in that was refused', async () => {
    const renew = vi.fn(async () => true);
    client.useCredentials({ token: () => 't', renew });
    fetched.mockResolvedValue(json(401, { code: 'unauthenticated', detail: 'wrong' }));
    await expect(client.login('a', 'b')).rejects.toEqual(new ApiError('unauthenticated', 'wrong', 401));
    expect(renew).not.toHaveBeenCalled();
  });

  it('says what the server said', async () => {
    fetched.mockResolvedValue(json(404, { code: 'not_found', detail: '没有这个会话' }));
    await expect(client.conversation(1)).rejects.toMatchObject({ code: 'not_found', message: '没有这个会话', status: 404 });
  });

  it('has its own sentence for a network that is not there', async () => {
    fetched.mockRejectedValue(new TypeError('fetch failed'));
    await expect(client.me()).rejects.toMatchObject({ code: 'network', message: 'no network', isNetwork: true });
  });

  it('answers nothing for 204', async () => {
    fetched.mockResolvedValue(new Response(null, { status: 204 }));
    await expect(client.logout()).resolves.toBeUndefined();
  });
});
