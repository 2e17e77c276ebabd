import { ref } from 'vue';

import { isApiError } from '@/api/problem';

/** A form that is sent once at a time; what the server says of a field goes to that field, the rest above the button. */
export function useAuthForm(send: () => Promise<void>) {
  const busy = ref(false);
  const failure = ref('');
  const errors = ref<Record<string, string>>({});

  async function submit(): Promise<void> {
    if (busy.value) return;
    busy.value = true;
    failure.value = '';
    errors.value = {};
    try {
      await send();
    } catch (error) {
      if (isApiError(error))
        errors.value = Object.fromEntries(Object.entries(error.errors).map(([field, sentences]) => [field, sentences.join(' ')]));
      if (Object.keys(errors.value).length === 0) failure.value = (error as Error).message;
    } finally {
      busy.value = false;
    }
  }

  return { busy, failure, errors, submit };
}
