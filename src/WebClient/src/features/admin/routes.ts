import type { RouteRecordRaw } from 'vue-router';

import { config } from '@/app/config';
import { useSession } from '@/features/auth/stores/session';
import { openConsoleSentences } from '@/i18n';

const reader = () => import('./monitor/ConversationReader.vue');

/** The console's pages; every list keeps its state in the query, and every detail has an address of its own. */
const pages: RouteRecordRaw[] = [
  {
    path: '',
    name: 'admin-monitor',
    meta: { title: 'monitor' },
    component: () => import('./monitor/MonitorView.vue'),
    children: [
      {
        path: 'monitor/:id(\\d+)',
        name: 'admin-monitor-conversation',
        component: reader,
        props: (route) => ({ id: Number(route.params.id), back: 'admin-monitor' }),
      },
    ],
  },
  {
    path: 'users',
    name: 'admin-users',
    meta: { title: 'users' },
    component: () => import('./users/UsersView.vue'),
    children: [{ path: ':userId', name: 'admin-user', component: () => import('./users/UserDrawer.vue'), props: true }],
  },
  {
    path: 'conversations',
    name: 'admin-conversations',
    meta: { title: 'conversations' },
    component: () => import('./conversations/ConversationsView.vue'),
    children: [
      {
        path: ':id(\\d+)',
        name: 'admin-conversation',
        component: () => import('./conversations/ConversationDrawer.vue'),
        props: (route) => ({ id: Number(route.params.id) }),
      },
    ],
  },
  {
    path: 'messages',
    name: 'admin-messages',
    meta: { title: 'messages' },
    component: () => import('./messages/MessagesView.vue'),
    children: [
      {
        path: ':id(\\d+)/:sequence(\\d+)',
        name: 'admin-message',
        component: () => import('./messages/MessageDrawer.vue'),
        props: (route) => ({ id: Number(route.params.id), sequence: Number(route.params.sequence) }),
      },
    ],
  },
  { path: 'audit', name: 'admin-audit', meta: { title: 'audit' }, component: () => import('./audit/AuditView.vue') },
  // Test users are for the demo alone: elsewhere there is no such page.
  ...(config.demo ? [{ path: 'demo', name: 'admin-demo', meta: { title: 'demo' }, component: () => import('./demo/DemoUsersView.vue') }] : []),
  { path: 'settings', name: 'admin-settings', meta: { title: 'settings' }, component: () => import('./settings/SettingsView.vue') },
];

export const adminRoute: RouteRecordRaw = {
  path: '/admin',
  component: shell,
  beforeEnter: requireAdmin,
  children: pages,
};

/** The frame and its sentences are asked for at once; on a phone each after the other is a wait. */
async function shell() {
  const [frame] = await Promise.all([import('./AdminShell.vue'), openConsoleSentences().catch(() => undefined)]);
  return frame;
}

/** The server guards the data; this only spares people a page that would stay empty. */
function requireAdmin(to: { fullPath: string }) {
  const session = useSession();
  const isAdmin = () => session.user?.role === 'admin';
  if (isAdmin() || (session.restoreBrowser() && isAdmin())) return true;
  return { path: '/login', query: { next: to.fullPath } };
}
