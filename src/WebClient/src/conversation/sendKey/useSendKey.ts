import { defineStore } from 'pinia';
import { ref } from 'vue';

import { keep, onStored } from '@/platform/browserStorage';

import { SEND_KEYS, type SendKey } from './sendKey';

const KEY = 'livechat.sendKey';

/** Which key sends, remembered in this browser. */
export const useSendKey = defineStore('sendKey', () => {
  const remembered = () => SEND_KEYS.find((name) => name === localStorage.getItem(KEY)) ?? 'enter';
  const sendKey = ref<SendKey>(remembered());
  onStored((key) => key === KEY && (sendKey.value = remembered()));

  function choose(choice: SendKey): void {
    sendKey.value = choice;
    keep(localStorage, KEY, choice);
  }

  return { sendKey, choose };
});
