import { defineStore } from 'pinia';
import { computed, reactive, ref } from 'vue';

import { keep, onStored } from '@/platform/browserStorage';

const KEY = 'livechat.alerts';

interface Choices {
  sound: boolean;
  desktop: boolean;
  /** Asked once and put off: not asked again unless they go and look for it. */
  askedBefore: boolean;
}

function remembered(): Choices {
  const choices: Choices = { sound: true, desktop: true, askedBefore: false };
  try {
    const kept = JSON.parse(localStorage.getItem(KEY) ?? '{}') as Partial<Record<keyof Choices, unknown>>;
    for (const name of Object.keys(choices) as (keyof Choices)[]) if (typeof kept[name] === 'boolean') choices[name] = kept[name];
  } catch {
    // Falls back to what most people want.
  }
  return choices;
}

/** How somebody wants to be told of new messages in this browser, and what the browser allows. */
export const useAlerts = defineStore('alerts', () => {
  const choices = reactive(remembered());
  const isSupported = 'Notification' in window;
  const permission = ref<NotificationPermission>('denied');
  /** Another tab may have asked, and people change it in the browser's settings. */
  const look = () => (permission.value = isSupported ? Notification.permission : 'denied');
  look();
  window.addEventListener('focus', look);
  onStored((key) => {
    if (key !== KEY) return;
    Object.assign(choices, remembered());
    look();
  });
  /** Something came while nobody was looking. */
  const missedSome = ref(false);

  const desktopOn = computed(() => choices.desktop && permission.value === 'granted');
  /** The moment at which the question makes sense. */
  const shouldAsk = computed(() => missedSome.value && permission.value === 'default' && choices.desktop && !choices.askedBefore);

  function save(changes: Partial<Choices>): void {
    Object.assign(choices, changes);
    keep(localStorage, KEY, JSON.stringify(choices));
  }

  /** Only ever called by a click. */
  async function allowDesktop(): Promise<void> {
    save({ desktop: true, askedBefore: true });
    if (permission.value === 'default') permission.value = await Notification.requestPermission();
  }

  return {
    choices,
    isSupported,
    permission,
    desktopOn,
    shouldAsk,
    missedSome,
    allowDesktop,
    setSound: (sound: boolean) => save({ sound }),
    setDesktop: (on: boolean) => (on ? allowDesktop() : Promise.resolve(save({ desktop: false }))),
    notNow: () => save({ askedBefore: true }),
  };
});
