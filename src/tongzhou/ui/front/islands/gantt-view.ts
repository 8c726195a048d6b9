// What of the chart is in view: scrolling along while somebody drags, and another zoom at the same day.
import { Days } from "./gantt-days";
import { put } from "./gantt-send";
import { read } from "./parts";

const MARGIN = 36;
const EPOCH = "2000-01-01";
const ZOOMS = "#gantt a[href^='?zoom']";

export class View {
  constructor(private readonly chart: HTMLElement, private readonly days: Days) {}

  private get box(): HTMLElement {
    return this.chart.querySelector<HTMLElement>(".g-box") ?? this.chart;
  }

  /** How many pixels of days are in view beside the names. */
  private get seen(): number {
    return this.box.clientWidth - (this.chart.querySelector<HTMLElement>(".g-names")?.offsetWidth ?? 0);
  }

  /** Today is in the left third. */
  begin(): void {
    const today = Number(this.chart.dataset["today"] ?? NaN);
    if (!Number.isNaN(today)) this.box.scrollLeft = Math.max(0, today - this.seen / 3);
  }

  /** Where the pointer is in the chart, whatever has been scrolled. */
  x(event: PointerEvent): number {
    return event.clientX - (this.chart.querySelector(".g-chart")?.getBoundingClientRect().left ?? 0);
  }

  follow(event: PointerEvent): void {
    const { left, right } = this.box.getBoundingClientRect();
    if (event.clientX > right - MARGIN) this.box.scrollLeft += this.days.pixels;
    else if (event.clientX < left + this.box.clientWidth - this.seen + MARGIN) this.box.scrollLeft -= this.days.pixels;
  }

  /** The day in the middle of the view, counted from a day that every zoom knows. */
  middle(): number {
    return (this.box.scrollLeft + this.seen / 2) / this.days.pixels - this.days.index(EPOCH);
  }

  goTo(day: number): void {
    this.box.scrollLeft = (day + this.days.index(EPOCH)) * this.days.pixels - this.seen / 2;
  }
}

/** Another bar, so many further down; from outside of them the first or the last. */
export function choose(chart: Element, bar: Element | null, by: number): void {
  const bars = [...chart.querySelectorAll<SVGAElement>(".g-bar")];
  const from = bar ? bars.indexOf(bar as SVGAElement) : by > 0 ? -1 : bars.length;
  const at = from + by;
  bars[Math.min(Math.max(at, 0), bars.length - 1)]?.focus();
}

export function zoomBy(steps: number): void {
  const all = [...document.querySelectorAll<HTMLAnchorElement>(ZOOMS)];
  all[all.findIndex((one) => one.hasAttribute("aria-current")) + steps]?.click();
}

function present(): View | null {
  const chart = document.querySelector<HTMLElement>("tz-gantt");
  return chart && new View(chart, new Days(chart.dataset["first"] ?? "", "", Number(chart.dataset["pixels"])));
}

// Another zoom keeps the day in the middle of the view where it is.
document.addEventListener("click", (event) => {
  const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>(ZOOMS) : null;
  const middle = present()?.middle();
  if (!link || middle === undefined || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  void fetch(link.href).then(async (answer) => {
    if (!answer.ok) return location.assign(link.href);
    history.replaceState(null, "", link.href);
    put(await read(answer));
    present()?.goTo(middle);
    document.querySelector<HTMLElement>("#gantt .segments [aria-current]")?.focus();
  });
});
