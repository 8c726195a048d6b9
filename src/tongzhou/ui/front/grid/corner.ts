// The small square at the corner of the selection: drawn down, it fills the rows it passes.
import type { Selection } from "./selection";
import type { Table } from "./table";

export function dragCorner(corner: HTMLElement, table: Table, selection: Selection, fill: (rows: number) => void): void {
  let more = 0;
  const clear = (): void => table.body.querySelectorAll(".filled").forEach((cell) => cell.classList.remove("filled"));
  corner.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    event.stopPropagation();
    corner.setPointerCapture(event.pointerId);
    corner.classList.add("dragged");
  });
  corner.addEventListener("pointermove", (event) => {
    if (!corner.classList.contains("dragged")) return;
    const over = document.elementsFromPoint(event.clientX, event.clientY).find((one) => one.matches("tr[data-row] > td"));
    const { bottom, left, right } = selection.block;
    more = over ? Math.max(0, table.rows.indexOf(over.parentElement as HTMLTableRowElement) - bottom) : more;
    clear();
    selection.cells({ top: bottom + 1, bottom: bottom + more, left, right }).flat().forEach((cell) => cell.classList.add("filled"));
  });
  corner.addEventListener("pointerup", () => {
    corner.classList.remove("dragged");
    clear();
    if (more) fill(more);
    more = 0;
  });
}
