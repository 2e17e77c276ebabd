import { untilLoaded } from '@/platform/untilLoaded';

export const chatRoute = { path: '/chat', component: untilLoaded(() => import('./ChatView.vue')) };
