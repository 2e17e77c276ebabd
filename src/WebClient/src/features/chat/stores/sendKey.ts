import { defineStore } from 'pinia';
import { ref } from 'vue';

import { keep } from '@/app/browserStorage';

import { SEND_KEYS, type SendKey } from '../model/sendKey';

const KEY = 'livechat.sendKey';

/** Which key sends, remembered in this browser. */
export const useSendKey = defineStore('sendKey', () => {
  const sendKey = ref<SendKey>(SEND_KEYS.find((name) => name === localStorage.getItem(KEY)) ?? 'enter');

  function choose(choice: SendKey): void {
    sendKey.value = choice;
    keep(localStorage, KEY, choice);
  }

  return { sendKey, choose };
});
