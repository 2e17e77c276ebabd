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

const requestAt = (index: number) => fetched.mock.calls[index]![0] as Request;
const pathAt = (index: number) => requestAt(index).url.slice(location.origin.length);

describe('ApiClient', () => {
  it('speaks for who is signed in, in the language of the page', async () => {
    client.useCredentials({ token: () => 't1', renew: async () => false });
    fetched.mockResolvedValue(json(200, { count: 0, results: [] }));
    await client.conversations({ page: 2, search: '' });
    expect(pathAt(0)).toBe('/api/conversations?page=2');
    expect(requestAt(0).headers.get('Authorization')).toBe('Bearer t1');
    expect(requestAt(0).headers.get('Accept-Language')).toBe('en');
  });

  it('writes what is asked for into path and query', async () => {
    fetched.mockImplementation(async () => json(200, { count: 0, results: [] }));
    await client.card('a/b?c');
    await client.searchMessages({ conversation_id: 1, search: '50% & more', type: undefined });
    expect(pathAt(0)).toBe('/api/users/a%2Fb%3Fc/card');
    expect(pathAt(1)).toBe('/api/messages?conversation_id=1&search=50%25+%26+more');
  });

  it('goes to the server that it was told of', async () => {
    fetched.mockResolvedValue(json(200, {}));
    await new ApiClient('https://chat.example').me();
    expect(requestAt(0).url).toBe('https://chat.example/api/auth/me');
  });

  it('binds a change to what was read', async () => {
    const path = { id: 'b1' };
    fetched.mockResolvedValueOnce(new Response('{}', { headers: { ETag: '"7"' } })).mockResolvedValueOnce(json(200, {}));
    const { tag } = await client.tagged((rest) => rest.GET('/api/users/{id}', { params: { path } }));
    await client.send((rest) => rest.DELETE('/api/users/{id}', { params: { path }, headers: { 'If-Match': tag } }));
    expect(requestAt(0).headers.has('If-Match')).toBe(false);
    expect(requestAt(1).headers.get('If-Match')).toBe('"7"');
  });

  it('names a file as the server does', async () => {
    const headers = { 'Content-Disposition': 'attachment; filename="users.csv"' };
    fetched.mockResolvedValueOnce(new Response('id', { headers }));
    const { name, content } = await client.file((rest) => rest.GET('/api/users', { parseAs: 'blob' }));
    expect([name, await content.text()]).toEqual(['users.csv', 'id']);
  });

  it.each([
    [413, '<html>413 Request Entity Too Large</html>', 'payload_too_large', 'too large'],
    [502, '<html>502 Bad Gateway</html>', 'unavailable', 'no server'],
    [504, '', 'unavailable', 'no server'],
    [403, 'blocked', 'internal', 'refused 403'],
    [500, 'null', 'unavailable', 'no server'],
    [200, '<html>Sign in to the network</html>', 'unavailable', 'no server'],
    [200, '', 'unavailable', 'no server'],
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
    expect(requestAt(1).headers.get('Authorization')).toBe('Bearer new');
  });

  it('repeats the whole call after it has renewed', async () => {
    client.useCredentials({ token: () => 't', renew: async () => true });
    fetched.mockResolvedValueOnce(json(401, {})).mockResolvedValueOnce(json(200, {}));
    await client.addQuickReply({ content: '您好', code: null, group: null });
    expect(requestAt(1).method).toBe('POST');
    expect(await requestAt(1).json()).toEqual({ content: '您好', code: null, group: null });
  });

  it('does not renew for a sign-in that was refused', async () => {
    const renew = vi.fn(async () => true);
    client.useCredentials({ token: () => 't', renew });
    fetched.mockResolvedValue(json(401, { code: 'unauthenticated', detail: 'wrong' }));
    await expect(client.login('a', 'b')).rejects.toEqual(new ApiError('unauthenticated', 'wrong', 401));
    expect(renew).not.toHaveBeenCalled();
    expect(requestAt(0).headers.has('Authorization')).toBe(false);
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
