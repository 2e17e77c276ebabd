import { keep } from '@/platform/browserStorage';

const KEY = 'livechat.epoch';

/**
 * To which epoch of the server the things belong that this tab holds; kept as long as they are, so that a page which is loaded again still
 * knows. A server that was restored from a backup has another one, and may have lost what the tab has seen.
 */
export class EpochMemory {
  constructor(private readonly storage: Storage = sessionStorage) {}

  /** Remembers the epoch, and tells whether it is another one than before. */
  isNew(epoch: string): boolean {
    const known = this.storage.getItem(KEY);
    if (known !== epoch) keep(this.storage, KEY, epoch);
    return known !== null && known !== epoch;
  }
}
