import { createFinalURL } from 'openapi-fetch';

import { config } from '@/platform/config';

import { api, LOG } from './client';
import { pathSerializer, querySerializer } from './serializers';
import type { MessagePage } from './types';

/** Older messages without a wait, for what is printed this instant; null when they can't be had. */
export function messagesAtOnce(id: number, before: number, limit: number): MessagePage | null {
  const request = new XMLHttpRequest();
  const params = { path: { id }, query: { before, limit } };
  request.open('GET', createFinalURL(LOG, { baseUrl: config.base, params, pathSerializer, querySerializer }), false);
  for (const [name, value] of Object.entries(api.headers())) request.setRequestHeader(name, value);
  try {
    request.send();
    return request.status === 200 ? (JSON.parse(request.responseText) as MessagePage) : null;
  } catch {
    return null;
  }
}
