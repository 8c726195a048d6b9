// Drawing what waits for what: from the grip at an end of one bar to a half of another.
import { send } from "./gantt-send";
import { open, say } from "./parts";

const SVG = "http://www.w3.org/2000/svg";
const AWAY = 9;
const SIZE = 5;

/** Grips at both ends of this bar and of no other. */
export function showGrips(chart: Element, bar: SVGAElement | null): void {
  for (const grip of chart.querySelectorAll(".g-grip")) if (grip.closest(".g-bar") !== bar) grip.remove();
  const whole = bar?.querySelector("rect.whole");
  if (!bar || !whole || bar.querySelector(".g-grip")) return;
  const x = Number(whole.getAttribute("x"));
  const width = Number(whole.getAttribute("width"));
  for (const [end, at] of [["S", x - AWAY], ["F", x + width + AWAY]] as const) {
    const grip = document.createElementNS(SVG, "circle");
    grip.setAttribute("class", "g-grip");
    grip.setAttribute("cx", String(at));
    grip.setAttribute("cy", "19");
    grip.setAttribute("r", String(SIZE));
    grip.dataset["end"] = end;
    bar.append(grip);
  }
}

/** `task` is to wait for `on`; `kind` as FS, SS, FF or SF. */
export interface Wish {
  task: string;
  on: string;
  kind: string;
}

/** What was signed waits only for what a change request says. */
export async function tie(chart: HTMLElement, wish: Wish | null): Promise<void> {
  if (!wish) return;
  const path = `${(chart.dataset["task"] ?? "").replace("ID", wish.task)}dependencies`;
  const values = { on: wish.on, kind: wish.kind, lag_days: "0" };
  if (chart.querySelector<SVGAElement>(`#bar-${wish.task}`)?.dataset["may"] === "change") {
    say(chart.dataset["signed"] ?? "", "river");
    return open(`${path}?${new URLSearchParams(values)}`);
  }
  if (!(await send(path, values))) return;
  const undo = (): void => void send(path, { on: wish.on, remove: "1" });
  say(chart.dataset["linked"] ?? "", "moss", undo);
}

export class LinkLine {
  private readonly line = document.createElementNS(SVG, "path");
  private readonly chart: SVGSVGElement | null;
  private readonly from: DOMRect;
  private over: SVGAElement | null = null;

  constructor(private readonly bar: SVGAElement, private readonly grip: Element) {
    this.chart = bar.closest<SVGSVGElement>(".g-chart");
    this.from = grip.getBoundingClientRect();
    this.line.setAttribute("class", "g-line drawn");
    this.chart?.append(this.line);
  }

  draw(event: PointerEvent): void {
    const { left, top } = this.chart?.getBoundingClientRect() ?? this.from;
    const x = this.from.left + SIZE - left;
    const y = this.from.top + SIZE - top;
    this.line.setAttribute("d", `M${x} ${y}L${event.clientX - left} ${event.clientY - top}`);
    this.over?.classList.remove("target");
    this.over = this.under(event);
    this.over?.classList.add("target");
  }

  /** What the line says when it ends over a bar. */
  drop(event: PointerEvent): Wish | null {
    const over = this.under(event);
    this.remove();
    if (!over) return null;
    const { left, width } = (over.querySelector(".whole") ?? over).getBoundingClientRect();
    const arrives = event.clientX < left + width / 2 ? "S" : "F";
    const kind = `${(this.grip as SVGElement).dataset["end"]}${arrives}`;
    return { task: over.id.slice("bar-".length), on: this.bar.id.slice("bar-".length), kind };
  }

  remove(): void {
    this.line.remove();
    this.over?.classList.remove("target");
  }

  /** The bar below the pointer, unless it is the one the line comes from. */
  private under(event: PointerEvent): SVGAElement | null {
    const found = document.elementFromPoint(event.clientX, event.clientY)?.closest<SVGAElement>(".g-bar") ?? null;
    return found === this.bar ? null : found;
  }
}
