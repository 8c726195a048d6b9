// <tz-autosave data-url="/sketches"><div data-conflict></div><form>…<span data-saved></span></form></tz-autosave>
// Posts the form a moment after the last key. The server answers with a sentence and `X-Version`; 409
// with both texts when another window wrote the same form. What could not be sent is tried again.
import { csrf, post, word } from "./page";

const PAUSE = 900;
const AGAIN = 5000;

class Autosave extends HTMLElement {
  private timer = 0;
  private unsaved = false;
  private sending = false;
  private halted = false;

  connectedCallback(): void {
    this.addEventListener("input", this.touched);
    this.addEventListener("change", this.touched);
    this.addEventListener("click", this.decide);
    this.addEventListener("submit", this.leaveAlone);
    window.addEventListener("pagehide", this.leave);
    document.addEventListener("visibilitychange", this.turnedAway);
  }

  disconnectedCallback(): void {
    window.clearTimeout(this.timer);
    window.removeEventListener("pagehide", this.leave);
    document.removeEventListener("visibilitychange", this.turnedAway);
  }

  private touched = (): void => {
    this.unsaved = true;
    if (!this.halted) this.later(PAUSE);
  };

  private leaveAlone = (): void => {
    window.clearTimeout(this.timer);
    this.unsaved = false;
  };

  private later(wait: number): void {
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => void this.save(), wait);
  }

  private get form(): HTMLFormElement | null {
    return this.querySelector<HTMLFormElement>("form");
  }

  private get version(): HTMLInputElement | null {
    return this.querySelector<HTMLInputElement>("input[name=sketch_version]");
  }

  private body(form: HTMLFormElement): FormData {
    const body = new FormData(form);
    body.delete("once");
    // Files travel with the form itself, not with every few keys.
    for (const [name, value] of [...body.entries()]) if (value instanceof File) body.delete(name);
    return body;
  }

  private async save(): Promise<void> {
    const { form } = this;
    if (!form || this.halted || form.hasAttribute("data-sending")) return;
    if (this.sending) return this.later(PAUSE);
    this.sending = true;
    this.unsaved = false;
    const answer = await post(this.dataset["url"] ?? "", this.body(form)).catch(() => null);
    this.sending = false;
    await this.told(answer);
  }

  private async told(answer: Response | null): Promise<void> {
    if (answer?.ok) {
      this.newer(answer.headers.get("X-Version"));
      return this.show(await answer.text());
    }
    this.unsaved = true;
    this.show(word("notSaved"));
    if (answer?.status === 409) return this.collide(await answer.text());
    if (!answer || answer.status >= 500) this.later(AGAIN);
  }

  private newer(version: string | null): void {
    if (this.version && version) this.version.value = version;
  }

  private show(text: string): void {
    this.querySelectorAll("[data-saved]").forEach((place) => { place.textContent = text; });
  }

  private collide(html: string): void {
    const place = this.querySelector("[data-conflict]");
    if (!place) return;
    this.halted = true;
    place.innerHTML = html;
    place.scrollIntoView({ block: "nearest" });
  }

  private decide = (event: Event): void => {
    if (!(event.target instanceof HTMLElement)) return;
    const mine = event.target.dataset["keepMine"];
    if (mine !== undefined) {
      this.newer(mine);
      this.halted = false;
      this.querySelector("[data-conflict]")?.replaceChildren();
      void this.save();
    } else if ("takeTheirs" in event.target.dataset) {
      this.leaveAlone();
      this.halted = true;
      location.reload();
    }
  };

  private turnedAway = (): void => {
    if (document.visibilityState === "hidden") this.leave();
  };

  // The page is left, or the phone puts it aside: the last keys go along.
  private leave = (): void => {
    const { form } = this;
    if (!form || !this.unsaved || this.halted) return;
    if (form.hasAttribute("data-sending")) return;
    const body = this.body(form);
    body.set("csrfmiddlewaretoken", csrf());
    if (navigator.sendBeacon(this.dataset["url"] ?? "", body)) this.unsaved = false;
    this.newer(String(Number(this.version?.value ?? 0) + 1));
  };
}

customElements.define("tz-autosave", Autosave);
