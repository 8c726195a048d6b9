// Blocks go to the server one after the other; what others changed comes back with them, when the page is told, and every few seconds.
import { csrf, once } from "../islands/page";
import type { Block, Fresh } from "./facts";
import type { Table } from "./table";

const EVERY = 3_000;
const SELDOM = 15_000;
const A_WHILE = 300_000;

export interface Problem {
  sentence?: string;
  errors?: Record<string, string>;
  theirs?: Record<string, string>;
}

export type Outcome = { fresh: Fresh } | { problem: Problem };

export class Sync {
  private last: Promise<unknown> = Promise.resolve();
  private waiting = 0;
  private touched = Date.now();

  constructor(private readonly table: Table, private readonly heard: (fresh: Fresh) => void) {
    window.addEventListener("focus", () => void this.look());
    document.addEventListener("moved", () => void this.look());
    document.addEventListener("visibilitychange", () => void this.look());
    this.again();
  }

  send(block: Block): Promise<Outcome> {
    this.touched = Date.now();
    this.waiting += 1;
    const sent = this.last.then(() => this.post(block));
    this.last = sent.then(() => { this.waiting -= 1; });
    return sent;
  }

  /** What others changed, unless own changes are under way: their answers bring it along. */
  async look(): Promise<void> {
    if (document.hidden || this.waiting || !navigator.onLine) return;
    const { token, stamp, urls } = this.table.facts;
    const answer = await fetch(this.address(urls.rows, { seen: token, stamp }), { credentials: "same-origin" }).catch(() => null);
    if (answer?.status !== 200 || this.waiting) return;
    this.heard(await answer.json() as Fresh);
  }

  private again(): void {
    const told = document.body.dataset["live"] !== undefined;
    const pause = told || Date.now() - this.touched > A_WHILE ? SELDOM : EVERY;
    window.setTimeout(() => void this.look().finally(() => this.again()), pause);
  }

  private async post(block: Block): Promise<Outcome> {
    const { token, urls } = this.table.facts;
    const body = new URLSearchParams({ block: JSON.stringify(block), seen: token, once: once() });
    const headers = { "X-CSRFToken": csrf(), Accept: "application/problem+json" };
    const url = this.address(urls.changes, {});
    for (let attempt = 0; ; attempt += 1) {
      const answer = await fetch(url, { method: "POST", body, headers, credentials: "same-origin" }).catch(() => null);
      if (answer?.status === 200) return { fresh: await answer.json() as Fresh };
      if (answer && answer.status < 500) return { problem: await answer.json().catch(() => ({})) as Problem };
      if (attempt === 1) return { problem: {} };
    }
  }

  private address(path: string, more: Record<string, string>): string {
    const query = new URLSearchParams(location.search);
    for (const [name, value] of Object.entries(more)) query.set(name, value);
    return `${path}?${query}`;
  }
}
