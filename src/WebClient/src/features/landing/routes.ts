import { untilLoaded } from '@/platform/untilLoaded';

export const landingRoute = { path: '/', component: untilLoaded(() => import('./LandingView.vue')) };
