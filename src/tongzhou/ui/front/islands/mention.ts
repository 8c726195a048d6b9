// <tz-mention data-url="/…/mentions"><textarea>…</textarea></tz-mention>
// After an @ the server is asked for names (also by pinyin); arrows choose, Enter or Tab takes one. The id
// of what was taken goes along, so that namesakes stay apart. Nothing happens while Chinese is composed.
import { isComposing } from "./page";

const PAUSE = 120;
const BEHIND_AT = /(?:^|[^\w@.])@([^\s@]{0,20})$/;

class Mention extends HTMLElement {
  private list: HTMLUListElement | null = null;
  private timer = 0;
  private asked = 0;

  connectedCallback(): void {
    const text = this.text();
    if (!text) return;
    text.setAttribute("aria-autocomplete", "list");
    text.addEventListener("input", () => this.later());
    text.addEventListener("compositionend", () => this.later());
    text.addEventListener("keydown", (event) => this.key(event));
    text.addEventListener("blur", () => window.setTimeout(() => this.close(), 150));
  }

  private text(): HTMLTextAreaElement | null {
    return this.querySelector("textarea");
  }

  private typed(): string | null {
    const text = this.text();
    if (!text || text.selectionStart !== text.selectionEnd) return null;
    return BEHIND_AT.exec(text.value.slice(0, text.selectionStart))?.[1] ?? null;
  }

  private later(): void {
    window.clearTimeout(this.timer);
    if (this.typed() === null) return this.close();
    this.timer = window.setTimeout(() => void this.ask(), PAUSE);
  }

  private async ask(): Promise<void> {
    const typed = this.typed();
    const url = this.dataset["url"];
    if (typed === null || !url) return this.close();
    const turn = ++this.asked;
    const answer = await fetch(`${url}?q=${encodeURIComponent(typed)}`, { credentials: "same-origin" }).catch(() => null);
    if (!answer?.ok || turn !== this.asked || this.typed() === null) return;
    this.open(await answer.text());
  }

  private open(html: string): void {
    this.close();
    const options = new DOMParser().parseFromString(`<ul>${html}</ul>`, "text/html").querySelectorAll("li");
    if (!options.length) return;
    const list = document.createElement("ul");
    list.className = "names";
    list.id = "names";
    list.setAttribute("role", "listbox");
    list.append(...options);
    list.addEventListener("mousedown", (event) => {
      event.preventDefault();
      const option = event.target instanceof Element ? event.target.closest<HTMLElement>("[role=option]") : null;
      if (option) this.take(option);
    });
    this.append(list);
    this.list = list;
    this.text()?.setAttribute("aria-controls", "names");
    this.choose(0);
  }

  private close(): void {
    this.list?.remove();
    this.list = null;
    this.text()?.removeAttribute("aria-activedescendant");
    this.text()?.removeAttribute("aria-controls");
  }

  private options(): HTMLElement[] {
    return [...(this.list?.querySelectorAll<HTMLElement>("[role=option]") ?? [])];
  }

  private choose(at: number): void {
    const all = this.options();
    const chosen = all[(at + all.length) % all.length];
    for (const one of all) one.setAttribute("aria-selected", String(one === chosen));
    chosen?.scrollIntoView({ block: "nearest" });
    if (chosen) this.text()?.setAttribute("aria-activedescendant", chosen.id);
  }

  private key(event: KeyboardEvent): void {
    if (!this.list || isComposing(event)) return;
    const all = this.options();
    const at = all.findIndex((one) => one.getAttribute("aria-selected") === "true");
    if (event.key === "ArrowDown") this.choose(at + 1);
    else if (event.key === "ArrowUp") this.choose(at - 1);
    else if (event.key === "Escape") this.close();
    else if ((event.key === "Enter" || event.key === "Tab") && all[at] && !event.ctrlKey) this.take(all[at]);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  private take(option: HTMLElement): void {
    const text = this.text();
    const name = option.dataset["name"];
    if (!text || !name) return;
    const caret = text.selectionStart;
    const start = text.value.slice(0, caret).lastIndexOf("@");
    text.setRangeText(`@${name} `, start, caret, "end");
    this.close();
    text.dispatchEvent(new Event("input", { bubbles: true }));
    const chosen = document.createElement("input");
    chosen.type = "hidden";
    chosen.name = "chosen";
    chosen.value = option.dataset["key"] ?? "";
    this.append(chosen);
    text.focus();
  }
}

customElements.define("tz-mention", Mention);

// «Reply» under a comment says whom the next one answers.
document.addEventListener("click", (event) => {
  if (!(event.target instanceof Element)) return;
  const reply = event.target.closest<HTMLElement>("[data-reply]");
  const form = event.target.closest(".discussion")?.querySelector<HTMLFormElement>("form.say");
  const line = form?.querySelector<HTMLElement>("[data-replying]");
  const field = form?.querySelector<HTMLInputElement>("input[name=answers]");
  if (!form || !line || !field) return;
  if (reply) {
    event.preventDefault();
    field.value = reply.dataset["answers"] ?? "";
    const name = line.querySelector("span");
    if (name) name.textContent = reply.dataset["reply"] ?? "";
    line.hidden = false;
    form.querySelector("textarea")?.focus();
  } else if (event.target.closest("[data-no-reply]")) {
    field.value = "";
    line.hidden = true;
  }
});
