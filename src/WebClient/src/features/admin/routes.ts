import type { RouteRecordRaw } from 'vue-router';

import { useSession } from '@/features/auth';
import { withSentences } from '@/i18n';
import { config } from '@/platform/config';
import { untilLoaded } from '@/platform/untilLoaded';

const reader = untilLoaded(() => import('./monitor/ConversationReader.vue'));

/** The frame and its sentences are asked for at once; on a phone each after the other is a wait. */
const shell = untilLoaded(withSentences('console', () => import('./shell/AdminShell.vue')));

/** The console's pages; every list keeps its state in the query, and every detail has an address of its own. */
const pages: RouteRecordRaw[] = [
  {
    path: '',
    name: 'admin-monitor',
    meta: { title: 'monitor' },
    component: untilLoaded(() => import('./monitor/MonitorView.vue')),
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
    component: untilLoaded(() => import('./users/UsersView.vue')),
    children: [
      {
        path: ':userId',
        name: 'admin-user',
        component: untilLoaded(withSentences('account', () => import('./users/UserDrawer.vue'))),
        props: true,
      },
    ],
  },
  {
    path: 'conversations',
    name: 'admin-conversations',
    meta: { title: 'conversations' },
    component: untilLoaded(() => import('./conversations/ConversationsView.vue')),
    children: [
      {
        path: ':id(\\d+)',
        name: 'admin-conversation',
        component: untilLoaded(() => import('./conversations/ConversationDrawer.vue')),
        props: (route) => ({ id: Number(route.params.id) }),
      },
    ],
  },
  {
    path: 'messages',
    name: 'admin-messages',
    meta: { title: 'messages' },
    component: untilLoaded(() => import('./messages/MessagesView.vue')),
    children: [
      {
        path: ':id(\\d+)/:sequence(\\d+)',
        name: 'admin-message',
        component: untilLoaded(() => import('./messages/MessageDrawer.vue')),
        props: (route) => ({ id: Number(route.params.id), sequence: Number(route.params.sequence) }),
      },
      {
        path: 'of/:messageId(\\d+)',
        name: 'admin-message-by-id',
        component: untilLoaded(() => import('./messages/MessageById.vue')),
        props: (route) => ({ messageId: Number(route.params.messageId) }),
      },
    ],
  },
  {
    path: 'audit',
    name: 'admin-audit',
    meta: { title: 'audit' },
    component: untilLoaded(() => import('./audit/AuditView.vue')),
    children: [
      {
        path: ':id(\\d+)',
        name: 'admin-audit-entry',
        component: untilLoaded(() => import('./audit/AuditDrawer.vue')),
        props: (route) => ({ id: Number(route.params.id) }),
      },
    ],
  },
  // Test users are for the demo alone: elsewhere there is no such page.
  ...(config.demo
    ? [{ path: 'demo', name: 'admin-demo', meta: { title: 'demo' }, component: untilLoaded(() => import('./demo/DemoUsersView.vue')) }]
    : []),
  {
    path: 'settings',
    name: 'admin-settings',
    meta: { title: 'settings' },
    component: untilLoaded(() => import('./settings/SettingsView.vue')),
  },
  {
    path: 'settings/health',
    name: 'admin-health',
    meta: { title: 'settings' },
    component: untilLoaded(() => import('./settings/HealthView.vue')),
  },
];

export const adminRoute: RouteRecordRaw = {
  path: '/admin',
  meta: { ownTitle: true },
  component: shell,
  beforeEnter: requireAdmin,
  children: pages,
};

/** The server guards the data; this only spares people a page that would stay empty. */
function requireAdmin(to: { fullPath: string }) {
  const session = useSession();
  const isAdmin = () => session.user?.role === 'admin';
  if (isAdmin() || (session.restoreBrowser() && isAdmin())) return true;
  return { path: '/login', query: { next: to.fullPath } };
}
