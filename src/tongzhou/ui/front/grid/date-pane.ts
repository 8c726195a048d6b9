// Two calendar fields below a cell of dates; whoever types 7/1-7/20 need not look at them.
import type { Pane } from "./editor";
import type { Facts } from "./facts";

const BOTH = /^(\d{4}-\d{2}-\d{2})? ?~ ?(\d{4}-\d{2}-\d{2})?$/;

export class DatePane implements Pane {
  readonly element = document.createElement("div");
  private readonly start = document.createElement("input");
  private readonly end = document.createElement("input");

  constructor(private readonly field: HTMLTextAreaElement, facts: Facts) {
    this.element.className = "grid-pane dates-in";
    for (const [input, name] of [[this.start, "start"], [this.end, "end"]] as const) {
      input.type = "date";
      input.setAttribute("aria-label", facts.words[name] ?? "");
      input.addEventListener("change", () => this.picked());
      this.element.append(input);
    }
    this.element.addEventListener("pointerdown", (event) => event.stopPropagation());
  }

  typed(): void {
    const found = BOTH.exec(this.field.value.trim());
    if (!found) return;
    this.start.value = found[1] ?? "";
    this.end.value = found[2] ?? "";
  }

  key(): boolean {
    return false;
  }

  settle(): void {}

  private picked(): void {
    const [start, end] = [this.start.value, this.end.value];
    this.field.value = start || end ? `${start} ~ ${end}`.trim() : "";
  }
}

/** One calendar field, for a column that holds a single day. */
export class DayPane implements Pane {
  readonly element = document.createElement("div");
  private readonly day = document.createElement("input");

  constructor(private readonly field: HTMLTextAreaElement, label: string) {
    this.element.className = "grid-pane dates-in";
    this.day.type = "date";
    this.day.setAttribute("aria-label", label);
    this.day.addEventListener("change", () => { this.field.value = this.day.value; });
    this.element.append(this.day);
    this.element.addEventListener("pointerdown", (event) => event.stopPropagation());
  }

  typed(): void {
    if (/^\d{4}-\d{2}-\d{2}$/.test(this.field.value.trim())) this.day.value = this.field.value.trim();
  }

  key(): boolean {
    return false;
  }

  settle(): void {}
}
