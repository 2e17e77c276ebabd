import { createRouter, createWebHistory } from 'vue-router';

import { authRoutes } from '@/features/auth/routes';
import { chatRoute } from '@/features/chat/routes';
import { landingRoute } from '@/features/landing/routes';
import { config } from '@/platform/config';
import { untilLoaded } from '@/platform/untilLoaded';
import { updateReady } from '@/platform/updates';

export const router = createRouter({
  history: createWebHistory(`${config.base}/`),
  routes: [
    landingRoute,
    chatRoute,
    ...authRoutes,
    { path: '/admin/:rest(.*)*', name: 'console', component: untilLoaded(() => import('./NotFoundView.vue')), beforeEnter: addConsole },
    { path: '/:rest(.*)*', component: untilLoaded(() => import('./NotFoundView.vue')) },
  ],
});

// What a newer build has replaced is there once the page is loaded anew, at the place where one wanted to go.
router.onError((_, to) => updateReady.value && location.assign(router.resolve(to.fullPath).href));

/** The console's pages become known with the first of them that is opened: those who chat need none. */
async function addConsole(to: { fullPath: string }) {
  const { adminRoute } = await untilLoaded(() => import('@/features/admin/routes'))();
  router.removeRoute('console');
  router.addRoute(adminRoute);
  return to.fullPath;
}
