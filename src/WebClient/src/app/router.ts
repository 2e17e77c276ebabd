import { createRouter, createWebHistory } from 'vue-router';

import { withSentences } from '@/i18n';
import { untilLoaded } from '@/platform/untilLoaded';
import { updateReady } from '@/platform/updates';

export const router = createRouter({
  history: createWebHistory(),
  routes: [
    { path: '/', component: untilLoaded(() => import('@/features/landing/LandingView.vue')) },
    { path: '/chat', component: untilLoaded(() => import('@/features/chat/ChatView.vue')) },
    {
      path: '/login',
      component: untilLoaded(withSentences('account', () => import('@/features/auth/signIn/LoginView.vue'))),
      meta: { title: 'login.submit' },
    },
    {
      path: '/register',
      component: untilLoaded(withSentences('account', () => import('@/features/auth/signIn/RegisterView.vue'))),
      meta: { title: 'register.submit' },
    },
    { path: '/admin/:rest(.*)*', name: 'console', component: untilLoaded(() => import('./NotFoundView.vue')), beforeEnter: addConsole },
    { path: '/:rest(.*)*', component: untilLoaded(() => import('./NotFoundView.vue')) },
  ],
});

// What a newer build has replaced is there once the page is loaded anew, at the place where one wanted to go.
router.onError((_, to) => updateReady.value && location.assign(to.fullPath));

/** The console's pages become known with the first of them that is opened: those who chat need none. */
async function addConsole(to: { fullPath: string }) {
  const { adminRoute } = await untilLoaded(() => import('@/features/admin/routes'))();
  router.removeRoute('console');
  router.addRoute(adminRoute);
  return to.fullPath;
}
