import '@/styles/tokens.css';
import '@/styles/base.css';
// Every page wears the theme, also one that offers no choice of it.
import '@/ui/theme';

import { createPinia } from 'pinia';
import { createApp } from 'vue';

import { i18n, startLocale } from '@/i18n';

import App from './App.vue';
import { endBoot } from './boot';
import { guardComposition } from './composing';
import { keepAboveKeyboard } from './keyboardInset';
import { refetchLostStyles } from './lostStyles';
import { router } from './router';
import { refuseStrayFiles } from './strayFiles';
import { watchUpdates } from './updates';

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
