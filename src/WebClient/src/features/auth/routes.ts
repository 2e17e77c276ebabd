import { withSentences } from '@/i18n';
import { untilLoaded } from '@/platform/untilLoaded';

export const authRoutes = [
  {
    path: '/login',
    component: untilLoaded(withSentences('account', () => import('./signIn/LoginView.vue'))),
    meta: { title: 'login.submit' },
  },
  {
    path: '/register',
    component: untilLoaded(withSentences('account', () => import('./signIn/RegisterView.vue'))),
    meta: { title: 'register.submit' },
  },
];
