import { createRouter, createWebHistory } from 'vue-router';

export const router = createRouter({
  history: createWebHistory(),
  routes: [
    { path: '/', component: () => import('@/features/landing/LandingView.vue') },
    { path: '/chat', component: () => import('@/features/chat/ChatView.vue') },
    { path: '/login', component: () => import('@/features/auth/LoginView.vue'), meta: { title: 'login.submit' } },
    { path: '/register', component: () => import('@/features/auth/RegisterView.vue'), meta: { title: 'register.submit' } },
    { path: '/admin/:rest(.*)*', name: 'console', component: () => import('./NotFoundView.vue'), beforeEnter: addConsole },
    { path: '/:rest(.*)*', component: () => import('./NotFoundView.vue') },
  ],
});

/** The console's pages become known with the first of them that is opened: those who chat need none. */
async function addConsole(to: { fullPath: string }) {
  const { adminRoute } = await import('@/features/admin/routes');
  router.removeRoute('console');
  router.addRoute(adminRoute);
  return to.fullPath;
}
