// One bar of the chart while somebody moves it: where it stood, where it would stand, how that looks.
import type { Days } from "./gantt-days";

export type Grip = "whole" | "start" | "end";
const EDGE = 8;

/** What of the bar the pointer would take hold of; a short bar moves as a whole. */
export function gripAt(bar: SVGAElement, event: PointerEvent): Grip {
  const { left, right } = (bar.querySelector(".whole") ?? bar).getBoundingClientRect();
  if (right - left < EDGE * 3 || bar.querySelector("path.whole")) return "whole";
  return event.clientX < left + EDGE ? "start" : event.clientX > right - EDGE && event.clientX <= right + EDGE ? "end" : "whole";
}

export class MovingBar {
  readonly start: number;
  readonly end: number;
  private at: [number, number];
  private readonly painted: { rect: Element; x: number; width: number }[];

  constructor(readonly bar: SVGAElement, private readonly days: Days) {
    this.start = days.index(bar.dataset["start"] ?? "");
    this.end = days.index(bar.dataset["end"] ?? "");
    this.at = [this.start, this.end];
    this.painted = [...bar.querySelectorAll("rect:not(.signed)")].map((rect) => ({
      rect, x: Number(rect.getAttribute("x")), width: Number(rect.getAttribute("width")),
    }));
  }

  get task(): string {
    return this.bar.id.slice("bar-".length);
  }

  get isMoved(): boolean {
    return this.at[0] !== this.start || this.at[1] !== this.end;
  }

  get was(): string {
    return `${this.days.iso(this.start)} ~ ${this.days.iso(this.end)}`;
  }

  get value(): string {
    return `${this.days.iso(this.at[0])} ~ ${this.days.iso(this.at[1])}`;
  }

  get text(): string {
    return `${this.days.text(this.at[0])} – ${this.days.text(this.at[1])}`;
  }

  get workdays(): number {
    return this.days.within(...this.at);
  }

  /** Somewhere `by` calendar days from where it stood, resting on working days. */
  drag(grip: Grip, by: number): void {
    if (grip === "whole") this.moveTo(by ? this.days.rest(this.start + by, by) : this.start);
    else if (grip === "start") this.place(Math.min(by ? this.days.rest(this.start + by, by) : this.start, this.end), this.end);
    else this.place(this.start, Math.max(by ? this.days.rest(this.end + by, by) : this.end, this.start));
  }

  /** One working day further than it now is. */
  nudge(grip: Grip, by: number): void {
    const [start, end] = this.at;
    if (grip === "whole") this.moveTo(this.days.step(start, by));
    else this.place(start, Math.max(this.days.step(end, by), start));
  }

  putBack(): void {
    this.place(this.start, this.end);
    this.settle();
  }

  /** Whoever takes it next begins from where it now is. */
  settle(): void {
    this.bar.dataset["start"] = this.days.iso(this.at[0]);
    this.bar.dataset["end"] = this.days.iso(this.at[1]);
  }

  /** As long in working days as it was. */
  private moveTo(start: number): void {
    const length = this.days.within(this.start, this.end);
    const end = length ? this.days.step(this.days.rest(start, 1), length - 1) : start + this.end - this.start;
    this.place(start, start === this.start ? this.end : end);
  }

  private place(start: number, end: number): void {
    this.at = [start, end];
    const { pixels } = this.days;
    const from = (start - this.start) * pixels;
    const longer = (end - this.end) * pixels - from;
    const stood = (this.end - this.start + 1) * pixels;
    for (const { rect, x, width } of this.painted) {
      const behind = rect.matches(".spare, .spent");
      rect.setAttribute("x", String(x + from + (behind ? longer : 0)));
      if (!behind) rect.setAttribute("width", String(Math.max(2, width * (stood + longer) / stood)));
    }
    const milestone = this.bar.querySelector("path.whole");
    milestone?.setAttribute("transform", `translate(${from} 0)`);
  }
}
