/** What the tabs of one person in one browser know of each other, by locks, which go away with the tab that holds them. */
export interface Tabs {
  /** Whether this tab is the one that makes itself heard: the last one that was used. */
  speaks(): boolean;
  /** Makes this tab that one. */
  speakUp(): void;
  /** Tells the others something that is so in this tab, until the answer is called. */
  tell(fact: string): () => void;
  /** Whether it is so in any tab, this one included. */
  isSo(fact: string): Promise<boolean>;
  leave(): void;
}

/** Without locks, which is so outside of secure contexts, each tab is on its own. */
export function joinTabs(userId: string, locks: LockManager | undefined = navigator.locks): Tabs {
  return locks ? new LockedTabs(`livechat.${userId}.`, locks) : new LonelyTab();
}

class LockedTabs implements Tabs {
  private speaking = false;
  private readonly leaving = new AbortController();

  constructor(
    private readonly prefix: string,
    private readonly locks: LockManager,
  ) {
    void this.queue({ signal: this.leaving.signal });
  }

  speaks(): boolean {
    return this.speaking;
  }

  speakUp(): void {
    if (!this.speaking && !this.leaving.signal.aborted) void this.queue({ steal: true });
  }

  tell(fact: string): () => void {
    let release!: () => void;
    const until = new Promise<void>((resolve) => (release = resolve));
    this.locks.request(this.prefix + fact, { mode: 'shared' }, () => until).catch(() => undefined);
    return release;
  }

  async isSo(fact: string): Promise<boolean> {
    const { held = [] } = await this.locks.query();
    return held.some((lock) => lock.name === this.prefix + fact);
  }

  leave(): void {
    this.leaving.abort();
  }

  private async queue(options: LockOptions): Promise<void> {
    try {
      await this.locks.request(`${this.prefix}voice`, options, () => {
        this.speaking = true;
        return new Promise<void>((release) => this.leaving.signal.addEventListener('abort', () => release(), { once: true }));
      });
    } catch {
      // Another tab has taken it; this one is next again when that one is closed.
      this.speaking = false;
      if (!this.leaving.signal.aborted) void this.queue({ signal: this.leaving.signal });
    }
  }
}

class LonelyTab implements Tabs {
  private readonly facts = new Set<string>();

  speaks(): boolean {
    return true;
  }

  speakUp(): void {
    // There is nobody to take the word from.
  }

  tell(fact: string): () => void {
    this.facts.add(fact);
    return () => this.facts.delete(fact);
  }

  isSo(fact: string): Promise<boolean> {
    return Promise.resolve(this.facts.has(fact));
  }

  leave(): void {
    this.facts.clear();
  }
}
