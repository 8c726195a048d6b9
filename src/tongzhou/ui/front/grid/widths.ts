// Columns as wide as somebody drew them; the server keeps the widths.
import { csrf } from "../islands/page";
import type { Table } from "./table";

const NARROWEST = 48;
const WIDEST = 640;
const LATER = 600;
let waiting = 0;

export function widen(table: Table): void {
  const heads = [...table.element.querySelectorAll<HTMLTableCellElement>("thead th[data-field]")];
  heads.forEach((head, place) => {
    const column = table.columns[place];
    if (!column) return;
    head.style.width = `${column.width}px`;
    const edge = document.createElement("i");
    edge.className = "edge";
    head.append(edge);
    edge.addEventListener("pointerdown", (event) => {
      event.preventDefault();
      edge.setPointerCapture(event.pointerId);
      edge.classList.add("sizing");
      const [from, width] = [event.clientX, head.offsetWidth];
      edge.onpointermove = (moved) => {
        column.width = Math.min(WIDEST, Math.max(NARROWEST, Math.round(width + moved.clientX - from)));
        head.style.width = `${column.width}px`;
      };
      edge.onpointerup = () => {
        edge.onpointermove = edge.onpointerup = null;
        edge.classList.remove("sizing");
        keepLayout(table);
      };
    });
  });
}

/** Order and widths are the person's own; in a kept view they belong to the address. */
export function keepLayout(table: Table): void {
  const { layout } = table.facts.urls;
  const address = new URL(location.href);
  const columns = table.columns.map((column) => column.key).join(",");
  if (address.searchParams.has("view") || address.searchParams.has("columns")) {
    address.searchParams.set("columns", columns);
    history.replaceState(history.state, "", address);
    return;
  }
  window.clearTimeout(waiting);
  waiting = window.setTimeout(() => {
    const widths = table.columns.map((column) => `${column.key}:${column.width}`).join(",");
    const body = new URLSearchParams({ widths, columns, at: location.search.slice(1) });
    void fetch(layout, { method: "POST", body, headers: { "X-CSRFToken": csrf() }, credentials: "same-origin" });
  }, LATER);
}

// Whoever chooses a filter means it.
document.addEventListener("change", (event) => {
  if (event.target instanceof HTMLSelectElement) event.target.closest<HTMLFormElement>("form.grid-tools")?.requestSubmit();
});
