// Columns put elsewhere: by dragging a head with mouse, pen or finger, or with Alt Shift and an arrow. The first column stays.
import type { Table } from "./table";
import { keepLayout } from "./widths";

const FAR = 6;

export function moveHeads(table: Table): void {
  for (const head of heads(table).slice(1)) {
    head.dataset["moves"] = "";
    head.addEventListener("pointerdown", (event) => lift(table, head, event));
    head.addEventListener("dragstart", (event) => event.preventDefault());
  }
}

/** `by` places to the right; the cell the keys are in goes along. */
export function shift(table: Table, from: number, by: number): boolean {
  const to = Math.min(table.columns.length - 1, Math.max(1, from + by));
  if (from < 1 || to === from) return false;
  for (const row of table.element.rows) {
    const cell = row.cells[from + 1];
    const place = row.cells[to + 1];
    if (cell && place) place[to > from ? "after" : "before"](cell);
  }
  table.columns.splice(to, 0, ...table.columns.splice(from, 1));
  keepLayout(table);
  return true;
}

function heads(table: Table): HTMLTableCellElement[] {
  return [...table.element.querySelectorAll<HTMLTableCellElement>("thead th[data-field]")];
}

function lift(table: Table, head: HTMLTableCellElement, event: PointerEvent): void {
  if (event.button || (event.target instanceof Element && event.target.closest(".edge"))) return;
  const from = event.clientX;
  let target = -1;
  head.setPointerCapture(event.pointerId);
  head.onpointermove = (moved) => {
    if (target < 0 && Math.abs(moved.clientX - from) < FAR) return;
    target = under(table, moved.clientX);
    head.classList.add("lifted");
    mark(table, target, heads(table).indexOf(head));
  };
  head.onpointerup = head.onpointercancel = (ended) => {
    head.onpointermove = head.onpointerup = head.onpointercancel = null;
    head.classList.remove("lifted");
    mark(table, -1, 0);
    if (target < 0) return;
    head.addEventListener("click", (click) => click.preventDefault(), { capture: true, once: true });
    const place = heads(table).indexOf(head);
    if (ended.type === "pointerup" && target > 0) shift(table, place, target - place);
  };
}

function under(table: Table, x: number): number {
  const found = heads(table).findIndex((one) => { const at = one.getBoundingClientRect(); return x >= at.left && x < at.right; });
  return Math.max(found, 0);
}

function mark(table: Table, target: number, from: number): void {
  heads(table).forEach((one, place) => {
    if (target > 0 && place === target && place !== from) one.dataset["drop"] = target > from ? "after" : "before";
    else delete one.dataset["drop"];
  });
}
