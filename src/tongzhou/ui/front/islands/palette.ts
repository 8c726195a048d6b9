// Ctrl K or /: go anywhere, find anybody, do what this page offers. One list box, filled by the server and
// by the buttons of the page; arrows choose, Enter goes; Chinese is composed undisturbed.
import { isComposing } from "./page";

const PAUSE = 120;

class Palette {
  private readonly box = document.getElementById("palette");
  private readonly field = this.box?.querySelector<HTMLInputElement>("input") ?? null;
  private readonly list = this.box?.querySelector<HTMLElement>("[role=listbox]") ?? null;
  private readonly here = new Map<string, HTMLElement>();
  private timer = 0;
  private turn = 0;
  private before: Element | null = null;

  constructor() {
    this.field?.addEventListener("input", () => this.later());
    this.field?.addEventListener("compositionend", () => this.later());
    this.field?.addEventListener("keydown", (event) => this.key(event));
    this.list?.addEventListener("click", (event) => {
      const option = event.target instanceof Element ? event.target.closest<HTMLElement>("[role=option]") : null;
      if (!option) return;
      event.preventDefault();
      this.go(option, event.ctrlKey || event.metaKey);
    });
    this.box?.addEventListener("toggle", (event) => {
      if ((event as ToggleEvent).newState === "closed" && this.before instanceof HTMLElement) this.before.focus();
    });
  }

  open(): void {
    if (!this.box || !this.field) return;
    this.before = document.activeElement;
    this.field.value = "";
    this.box.showPopover();
    this.field.focus();
    void this.ask();
  }

  private later(): void {
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => void this.ask(), PAUSE);
  }

  private async ask(): Promise<void> {
    const url = this.box?.dataset["url"];
    if (!url || !this.field || !this.list) return;
    const turn = ++this.turn;
    const typed = this.field.value.trim();
    const answer = await fetch(`${url}?q=${encodeURIComponent(typed)}`, { credentials: "same-origin" }).catch(() => null);
    if (turn !== this.turn) return;
    const html = answer?.ok ? await answer.text() : "";
    const found = new DOMParser().parseFromString(html, "text/html").body;
    this.list.replaceChildren(...this.verbs(typed), ...found.childNodes);
    this.choose(0);
  }

  // What can be done here: the buttons of the page that are to be seen.
  private verbs(typed: string): HTMLElement[] {
    this.here.clear();
    const scope = document.querySelector("#drawer:popover-open .page") ?? document.querySelector(".main > .page");
    const buttons = [...(scope?.querySelectorAll<HTMLElement>("a.btn, button.btn, summary.btn") ?? [])];
    const shown = buttons.filter((one) => one.checkVisibility() && !one.closest(".pane, [data-matter], .list, table"));
    const lines: HTMLElement[] = [];
    for (const button of shown) {
      const label = button.textContent?.trim() ?? "";
      if (!label || !label.toLowerCase().includes(typed.toLowerCase()) || [...this.here.values()].some((one) => one.textContent?.trim() === label)) continue;
      const id = `palette-here-${lines.length}`;
      this.here.set(id, button);
      lines.push(option(id, label, this.box?.dataset["here"] ?? ""));
      if (lines.length === 6) break;
    }
    return lines;
  }

  private options(): HTMLElement[] {
    return [...(this.list?.querySelectorAll<HTMLElement>("[role=option]") ?? [])];
  }

  private choose(at: number): void {
    const all = this.options();
    const chosen = all[(at + all.length) % all.length];
    for (const one of all) one.setAttribute("aria-selected", String(one === chosen));
    chosen?.scrollIntoView({ block: "nearest" });
    this.field?.setAttribute("aria-activedescendant", chosen?.id ?? "");
  }

  private key(event: KeyboardEvent): void {
    if (isComposing(event)) return;
    const all = this.options();
    const at = all.findIndex((one) => one.getAttribute("aria-selected") === "true");
    if (event.key === "ArrowDown" || (event.ctrlKey && event.key === "n")) this.choose(at + 1);
    else if (event.key === "ArrowUp" || (event.ctrlKey && event.key === "p")) this.choose(at - 1);
    else if (event.key === "Enter" && all[at]) this.go(all[at], event.ctrlKey || event.metaKey);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  private go(option: HTMLElement, elsewhere: boolean): void {
    const url = option.dataset["url"];
    const button = this.here.get(option.id);
    this.box?.hidePopover();
    if (url) {
      if (elsewhere) window.open(url, "_blank", "noopener");
      else location.assign(url);
    } else if (button) {
      button.focus();
      button.click();
    }
  }
}

function option(id: string, label: string, note: string): HTMLElement {
  const line = document.createElement("li");
  line.id = id;
  line.setAttribute("role", "option");
  line.setAttribute("aria-selected", "false");
  const name = document.createElement("span");
  name.textContent = label;
  const small = document.createElement("small");
  small.textContent = note;
  line.append(name, small);
  return line;
}

const palette = new Palette();

export function openPalette(): void {
  palette.open();
}

document.addEventListener("click", (event) => {
  if (event.target instanceof Element && event.target.closest("[data-palette]")) openPalette();
});
