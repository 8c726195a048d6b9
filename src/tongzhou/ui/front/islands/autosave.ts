// <tz-autosave data-url="/collaborations/…/draft"><form>…<span data-saved></span></form></tz-autosave>
// Posts the form a moment after the last key; the server answers 2xx, with `X-Version` when the
// form carries a version. What could not be saved is tried again, and leaving the page warns.
import { post, word } from "./page";

const PAUSE = 900;
const AGAIN = 5000;

class Autosave extends HTMLElement {
  private timer = 0;
  private unsaved = false;
  private sending = false;

  connectedCallback(): void {
    this.addEventListener("input", () => this.touched());
    this.addEventListener("submit", () => {
      window.clearTimeout(this.timer);
      this.unsaved = false;
    });
    window.addEventListener("beforeunload", this.warn);
    window.addEventListener("pagehide", this.leave);
  }

  disconnectedCallback(): void {
    window.clearTimeout(this.timer);
    window.removeEventListener("beforeunload", this.warn);
    window.removeEventListener("pagehide", this.leave);
  }

  private touched(): void {
    this.unsaved = true;
    this.later(PAUSE);
  }

  private later(wait: number): void {
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => void this.save(), wait);
  }

  private async save(): Promise<void> {
    const form = this.querySelector("form");
    const url = this.dataset["url"];
    if (!form || !url || form.hasAttribute("data-sending")) return;
    if (this.sending) return this.later(PAUSE);
    this.sending = true;
    this.unsaved = false;
    try {
      await this.send(form, url);
    } finally {
      this.sending = false;
    }
  }

  private async send(form: HTMLFormElement, url: string): Promise<void> {
    const body = new FormData(form);
    body.delete("once");
    const answer = await post(url, body).catch(() => null);
    if (answer?.ok) {
      const version = form.querySelector<HTMLInputElement>("input[name=version]");
      const fresh = answer.headers.get("X-Version");
      if (version && fresh) version.value = fresh;
      this.show(word("saved"));
      return;
    }
    this.unsaved = true;
    const refused = answer !== null && answer.status < 500;
    this.show(refused ? await sentence(answer) : word("notSaved"));
    if (!refused) this.later(AGAIN);
  }

  private show(text: string): void {
    const place = this.querySelector<HTMLElement>("[data-saved]");
    if (place) place.textContent = text;
  }

  private warn = (event: BeforeUnloadEvent): void => {
    if (this.unsaved) event.preventDefault();
  };

  private leave = (): void => {
    if (this.unsaved) void this.save();
  };
}

async function sentence(answer: Response): Promise<string> {
  const problem = await answer.json().catch(() => null) as { sentence?: string } | null;
  return problem?.sentence ?? word("notSaved");
}

customElements.define("tz-autosave", Autosave);
