import '@/styles/tokens.css';
import '@/styles/base.css';
// Every page wears the theme, also one that offers no choice of it.
import '@/ui/theme';

import { createPinia } from 'pinia';
import { createApp } from 'vue';

import { i18n, startLocale } from '@/i18n';

import App from './App.vue';
import { endBoot } from '@/platform/boot';
import { guardComposition } from '@/platform/composing';
import { keepAboveKeyboard } from '@/platform/keyboardInset';
import { refetchLostStyles } from '@/platform/lostStyles';
import { router } from './router';
import { refuseStrayFiles } from '@/platform/strayFiles';
import { watchUpdates } from '@/platform/updates';

guardComposition();
keepAboveKeyboard();
refuseStrayFiles();
refetchLostStyles();
await startLocale().catch(() => undefined);
// What is loaded has been run; a slow phone looks up in between.
await new Promise((next) => setTimeout(next));
createApp(App).use(createPinia()).use(i18n).use(router).mount('#app');
// The chat's page brings a skeleton; the chat itself puts it away, once it has something to show in its place.
void router.isReady().then(() => router.currentRoute.value.path === '/chat' || endBoot());
watchUpdates();
