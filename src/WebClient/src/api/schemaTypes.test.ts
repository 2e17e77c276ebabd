import { expect, it } from 'vitest';

import type { components, paths } from './schema';

type Schemas = components['schemas'];

// The lines that must not compile are checked by vue-tsc; a type that lets them through makes it fail.
it('refuses values that no server takes', () => {
  // @ts-expect-error there is no such role
  const user: Schemas['CreateUserRequest'] = { username: 'x', role: 'merchannt' };
  // @ts-expect-error only the server makes platform support
  const account: Schemas['RegisterRequest'] = { username: 'x', password: 'y', role: 'platform' };
  // @ts-expect-error there is no such column
  const query: paths['/api/users']['get']['parameters']['query'] = { sort: 'names' };
  // @ts-expect-error these are names, not numbers
  const watched: Schemas['WatchPresenceCall'] = { user_ids: [1] };
  expect([user, account, query, watched]).toHaveLength(4);
});
