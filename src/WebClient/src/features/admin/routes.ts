import type { RouteRecordRaw } from 'vue-router';

/** The console's pages; every list keeps its state in the query, and every detail has an address of its own. */
export const adminRoutes: RouteRecordRaw[] = [
  {
    path: '',
    name: 'admin-monitor',
    meta: { title: 'monitor' },
    component: () => import('./monitor/MonitorView.vue'),
    children: [
      {
        path: 'monitor/:id(\\d+)',
        name: 'admin-monitor-conversation',
        component: () => import('./monitor/ConversationReader.vue'),
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
];
