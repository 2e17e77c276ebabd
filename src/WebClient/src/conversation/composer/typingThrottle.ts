/** The server forgets a typing sign after 6 s and passes on one a second; every 2.5 s keeps it lit with little talk. */
const EVERY_MS = 2_500;

export class TypingThrottle {
  private lastSent = -Infinity;
  private typing = false;

  constructor(
    private readonly send: (isTyping: boolean) => void,
    private readonly now: () => number = () => performance.now(),
  ) {}

  typed(hasText: boolean): void {
    if (!hasText) return this.stopped();
    if (this.typing && this.now() - this.lastSent < EVERY_MS) return;
    this.typing = true;
    this.lastSent = this.now();
    this.send(true);
  }

  stopped(): void {
    if (!this.typing) return;
    this.typing = false;
    this.send(false);
  }
}
