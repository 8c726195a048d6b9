// The rows and cells on the page: which is where, what stands in them, what may be changed.
import type { Column, Facts } from "./facts";

const BETWEEN: Partial<Record<Column["kind"], string>> = { people: "、", person: "、", department: "、", departments: "、", long: "；" };
const NEW = "row-new";

export class Table {
  readonly element: HTMLTableElement;
  readonly body: HTMLTableSectionElement;
  readonly kept = new Map<HTMLTableCellElement, { nodes: Node[]; value: string | undefined }>();
  private list: HTMLTableRowElement[] | null = null;

  constructor(grid: Element, readonly facts: Facts) {
    this.element = grid.querySelector("table")!;
    this.body = this.element.tBodies[0]!;
  }

  get columns(): Column[] {
    return this.facts.columns;
  }

  /** Rows that hold cells, without headings of groups. */
  get rows(): HTMLTableRowElement[] {
    this.list ??= [...this.body.querySelectorAll<HTMLTableRowElement>("tr[data-row]")];
    return this.list;
  }

  changed(): void {
    this.list = null;
  }

  row(key: string): HTMLTableRowElement | null {
    return document.getElementById(`row-${key}`) as HTMLTableRowElement | null;
  }

  cell(row: HTMLTableRowElement | undefined, column: number): HTMLTableCellElement | null {
    return row?.cells[column + 1] ?? null;
  }

  column(cell: HTMLTableCellElement): Column {
    return this.columns[cell.cellIndex - 1]!;
  }

  at(target: EventTarget | null): HTMLTableCellElement | null {
    const cell = target instanceof Element ? target.closest<HTMLTableCellElement>("tr[data-row] > td") : null;
    return cell && this.element.contains(cell) && this.columns[cell.cellIndex - 1] ? cell : null;
  }

  isOpen(cell: HTMLTableCellElement): boolean {
    const row = cell.parentElement as HTMLTableRowElement;
    if (this.isNew(row)) return this.facts.sets["a"]?.includes(this.column(cell).key) ?? false;
    return this.facts.sets[row.dataset["open"] ?? ""]?.includes(this.column(cell).key) ?? false;
  }

  isNew(row: Element | null): boolean {
    return row?.id === NEW;
  }

  /** What stands in the cell, as it could be typed again. */
  value(cell: HTMLTableCellElement): string {
    const said = cell.dataset["v"];
    if (said !== undefined) return said;
    const { key, kind } = this.column(cell);
    if (key === "name") return cell.querySelector("b")?.textContent ?? text(cell);
    const between = BETWEEN[kind];
    const parts = [...cell.children].filter((part) => part.matches(".who-in, .dept, div:not([data-ours])"));
    return between && parts.length ? parts.map((part) => part.textContent ?? "").join(between) : text(cell);
  }

  /** Shows at once what was typed; what stood there comes back with `restore`. */
  paint(cell: HTMLTableCellElement, value: string): void {
    const nodes = [...cell.childNodes].filter((node) => !isOurs(node));
    if (!this.kept.has(cell)) this.kept.set(cell, { nodes, value: cell.dataset["v"] });
    nodes.forEach((node) => node.remove());
    cell.prepend(value);
    cell.dataset["v"] = value;
    cell.classList.add("saving");
  }

  restore(cell: HTMLTableCellElement): void {
    const kept = this.kept.get(cell);
    cell.classList.remove("saving", "wrong");
    this.kept.delete(cell);
    if (!kept) return;
    [...cell.childNodes].filter((node) => !isOurs(node)).forEach((node) => node.remove());
    cell.prepend(...kept.nodes);
    if (kept.value === undefined) delete cell.dataset["v"];
    else cell.dataset["v"] = kept.value;
  }

  /** The empty row at the end, in which typing makes a new one. */
  offerNew(): void {
    if (!this.facts.comes || document.getElementById(NEW)) return;
    const row = this.body.insertRow();
    row.id = NEW;
    row.className = "new";
    row.dataset["row"] = "";
    row.insertCell().className = "num";
    for (const column of this.columns) {
      const cell = row.insertCell();
      if (column.key === "name") cell.dataset["hint"] = this.facts.words["new"] ?? "";
    }
    row.insertCell().className = "act";
    this.changed();
  }

  /** Rows that are on their way, as they will read: nobody types in them before the server has made them. */
  announce(lines: string[][], column: number): HTMLTableRowElement[] {
    return lines.map((line) => {
      const row = document.createElement("tr");
      row.className = "coming";
      row.insertCell().className = "num";
      this.columns.forEach((_one, place) => {
        const cell = row.insertCell();
        cell.className = "saving";
        cell.textContent = line[place - column] ?? "";
      });
      row.insertCell().className = "act";
      this.body.insertBefore(row, this.row("new"));
      return row;
    });
  }
}

/** The field one types in and the corner one drags are ours, everything else is the server's. */
export function isOurs(node: Node): boolean {
  return node instanceof HTMLElement && node.dataset["ours"] !== undefined;
}

export function key(row: Element | null): string {
  return row?.id.replace(/^row-/, "") ?? "";
}

function text(cell: HTMLElement): string {
  return [...cell.childNodes].filter((node) => !isOurs(node)).map((node) => node.textContent ?? "").join("").trim();
}
