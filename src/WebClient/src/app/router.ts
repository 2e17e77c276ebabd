import { createRouter, createWebHistory } from 'vue-router';

import { adminRoutes } from '@/features/admin/routes';
import { useSession } from '@/features/auth/stores/session';
import { openConsoleSentences } from '@/i18n';

export const router = createRouter({
  history: createWebHistory(),
  routes: [
    { path: '/', component: () => import('@/features/landing/LandingView.vue') },
    { path: '/chat', component: () => import('@/features/chat/ChatView.vue') },
    { path: '/login', component: () => import('@/features/auth/LoginView.vue'), meta: { title: 'login.submit' } },
    { path: '/register', component: () => import('@/features/auth/RegisterView.vue'), meta: { title: 'register.submit' } },
    {
      path: '/admin',
      component: () => import('@/features/admin/AdminShell.vue'),
      beforeEnter: [requireAdmin, () => openConsoleSentences().catch(() => undefined)],
      children: adminRoutes,
    },
    { path: '/:rest(.*)*', component: () => import('./NotFoundView.vue') },
  ],
});

/** The server guards the data; this only spares people a page that would stay empty. */
function requireAdmin(to: { fullPath: string }) {
  const session = useSession();
  const isAdmin = () => session.user?.role === 'admin';
  if (isAdmin() || (session.restoreBrowser() && isAdmin())) return true;
  return { path: '/login', query: { next: to.fullPath } };
}
