// Choices below a cell that names people or departments: tabs of departments, arrows, Enter takes one.
import type { Pane } from "./editor";
import type { Facts } from "./facts";
import { type Directory, type Named, found } from "./names";

const SHOWN = 40;
const BETWEEN = /[、，,;；\n/]/;

export class NamePane implements Pane {
  readonly element = document.createElement("div");
  private readonly tabs = document.createElement("div");
  private readonly list = document.createElement("ul");
  private department = "";
  private near: Named[] = [];
  private chosen = -1;

  constructor(
    private readonly field: HTMLTextAreaElement,
    private readonly names: Directory,
    private readonly facts: Facts,
    private readonly single: boolean,
    private readonly departments: boolean,
    private readonly people = true,
  ) {
    this.element.className = "grid-pane";
    this.tabs.className = "tabs-in";
    this.list.id = "grid-choices";
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", this.facts.words["choices"] ?? "");
    this.element.append(this.tabs, this.list);
    this.element.addEventListener("pointerdown", (event) => this.press(event));
    this.field.setAttribute("role", "combobox");
    this.field.setAttribute("aria-autocomplete", "list");
    this.field.setAttribute("aria-expanded", "true");
    this.field.setAttribute("aria-controls", this.list.id);
    this.names.heard = () => this.typed();
  }

  typed(): void {
    this.near = found(this.among, this.token, this.department).slice(0, SHOWN);
    this.chosen = this.token && this.near.length ? 0 : -1;
    this.drawTabs();
    this.draw();
  }

  key(event: KeyboardEvent): boolean {
    const by = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (event.altKey && (event.key === "ArrowLeft" || event.key === "ArrowRight")) {
      this.turn(event.key === "ArrowRight" ? 1 : -1);
      return true;
    }
    if (!by || !this.near.length) return false;
    this.chosen = (this.chosen + by + this.near.length) % this.near.length;
    this.draw();
    return true;
  }

  /** The chosen name takes the place of what was typed of it. */
  settle(): void {
    const name = this.near[this.chosen]?.name;
    if (name && !this.among.some((one) => one.name === this.token)) this.take(name);
  }

  private get among(): Named[] {
    return [...(this.people ? this.names.people : []), ...(this.departments ? this.names.departments : [])];
  }

  private get parts(): string[] {
    return this.single ? [this.field.value] : this.field.value.split(BETWEEN);
  }

  private get token(): string {
    return this.parts.at(-1)?.trim() ?? "";
  }

  private take(name: string): void {
    this.field.value = [...this.parts.slice(0, -1).map((part) => part.trim()).filter(Boolean), name].join("、");
  }

  private press(event: PointerEvent): void {
    event.preventDefault();
    event.stopPropagation();
    const target = event.target instanceof Element ? event.target : null;
    const tab = target?.closest<HTMLElement>("[data-tab]");
    const option = target?.closest<HTMLElement>("[role=option]");
    if (tab) this.department = tab.dataset["tab"] ?? "";
    if (option) {
      this.take(option.dataset["name"] ?? "");
      if (!this.single) this.field.value += "、";
    }
    this.typed();
    if (option && this.single) this.field.dispatchEvent(new CustomEvent("chosen", { bubbles: true }));
  }

  private turn(by: number): void {
    const all = ["", ...this.homes];
    this.department = all[(all.indexOf(this.department) + by + all.length) % all.length]!;
    this.typed();
  }

  private get homes(): string[] {
    return this.people ? [...new Set(this.names.people.map((one) => one.department))] : [];
  }

  private drawTabs(): void {
    const homes = this.homes;
    this.tabs.hidden = homes.length < 2;
    this.tabs.replaceChildren(...["", ...homes].map((home) => {
      const tab = document.createElement("span");
      tab.dataset["tab"] = home;
      tab.textContent = home || (this.facts.words["everybody"] ?? "");
      tab.toggleAttribute("data-current", home === this.department);
      return tab;
    }));
  }

  private draw(): void {
    this.list.replaceChildren(...this.near.map((one, place) => {
      const option = document.createElement("li");
      option.id = `grid-choice-${place}`;
      option.dataset["name"] = one.name;
      option.setAttribute("role", "option");
      option.setAttribute("aria-selected", String(place === this.chosen));
      const home = document.createElement("small");
      home.textContent = one.department;
      option.append(one.name, home);
      return option;
    }));
    this.field.setAttribute("aria-activedescendant", this.chosen < 0 ? "" : `grid-choice-${this.chosen}`);
    this.list.children[this.chosen]?.scrollIntoView({ block: "nearest" });
  }
}
