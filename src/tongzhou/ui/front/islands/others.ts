// What others did, for parts of a page that look after themselves: live.ts hands over the page as it now is.
// Nothing is put in place under somebody's hand: it waits until the bar, the card or the answer has landed.

export class Others {
  private holding = 0;
  private waiting: Document | null = null;

  constructor(private readonly put: (now: Document) => void) {
    document.addEventListener("moved", (event) => {
      if (event instanceof CustomEvent && event.detail instanceof Document) this.hear(event.detail);
    });
  }

  hear(now: Document): void {
    if (this.holding) this.waiting = now;
    else this.put(now);
  }

  hold(): void {
    this.holding += 1;
  }

  /** `outdated`: what came meanwhile is older than what comes next. */
  letGo(outdated = false): void {
    this.holding -= 1;
    if (outdated) this.waiting = null;
    const now = this.waiting;
    if (!now || this.holding) return;
    this.waiting = null;
    this.put(now);
  }
}

/** One hand: full or empty, however often that is said. */
export class Hand {
  private full = false;

  constructor(private readonly others: Others) {}

  take(): void {
    if (!this.full) this.others.hold();
    this.full = true;
  }

  empty(): void {
    if (this.full) this.others.letGo();
    this.full = false;
  }
}
