// Columns as wide as somebody drew them; the server keeps the widths.
import { csrf } from "../islands/page";
import type { Table } from "./table";

const NARROWEST = 48;
const WIDEST = 640;
let next: (() => Promise<unknown>) | null = null;
let sending = false;

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
        total(table);
      };
      edge.onpointerup = () => {
        edge.onpointermove = edge.onpointerup = null;
        edge.classList.remove("sizing");
        keepLayout(table);
      };
    });
  });
  total(table);
}

/** Said in figures: a table as wide as its contents would ask every cell again after each change. */
function total(table: Table): void {
  const columns = table.columns.reduce((sum, column) => sum + column.width, 0);
  table.element.style.setProperty("--columns", `${columns}px`);
}

/** First columns stay where they are once the table is scrolled sideways. */
export function freeze(grid: HTMLElement, table: Table): void {
  const box = table.element.parentElement;
  const look = (): void => { grid.toggleAttribute("data-aside", (box?.scrollLeft ?? 0) > 0); };
  box?.addEventListener("scroll", look, { passive: true });
  look();
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
  const widths = table.columns.map((column) => `${column.key}:${column.width}`).join(",");
  const body = new URLSearchParams({ widths, columns, at: location.search.slice(1) });
  next = () => fetch(layout, { method: "POST", body, headers: { "X-CSRFToken": csrf() }, credentials: "same-origin", keepalive: true });
  if (!sending) void sendLast();
}

/** At once, also when somebody leaves; while one is under way, only the last of those that follow. */
async function sendLast(): Promise<void> {
  sending = true;
  while (next) {
    const send = next;
    next = null;
    await send().catch(() => null);
  }
  sending = false;
}

// Whoever chooses a filter means it.
document.addEventListener("change", (event) => {
  if (event.target instanceof HTMLSelectElement) event.target.closest<HTMLFormElement>("form.grid-tools")?.requestSubmit();
});
