// Which cell the keys go to, and the block of cells between it and where selecting began.
import { type Table, key } from "./table";

export interface Place {
  row: string;
  column: number;
}

export interface Block {
  top: number;
  bottom: number;
  left: number;
  right: number;
}

export class Selection {
  private at: Place;
  private from: Place;
  private painted: Element[] = [];

  constructor(private readonly table: Table, private readonly field: HTMLTextAreaElement, private readonly corner: HTMLElement) {
    this.at = { row: key(table.rows[0] ?? null), column: 0 };
    this.from = this.at;
  }

  get cell(): HTMLTableCellElement | null {
    return this.table.cell(this.table.row(this.at.row) ?? undefined, this.at.column);
  }

  get block(): Block {
    const [a, b] = [this.index(this.from.row), this.index(this.at.row)];
    const [c, d] = [this.from.column, this.at.column];
    return { top: Math.min(a, b), bottom: Math.max(a, b), left: Math.min(c, d), right: Math.max(c, d) };
  }

  get isBlock(): boolean {
    return this.from.row !== this.at.row || this.from.column !== this.at.column;
  }

  cells(block = this.block): HTMLTableCellElement[][] {
    const found = [];
    for (const row of this.table.rows.slice(block.top, block.bottom + 1)) {
      const line = [];
      for (let column = block.left; column <= block.right; column += 1) line.push(this.table.cell(row, column)!);
      found.push(line);
    }
    return found;
  }

  go(cell: HTMLTableCellElement | null, extend = false): void {
    if (!cell) return;
    this.at = { row: key(cell.parentElement), column: cell.cellIndex - 1 };
    if (!extend) this.from = this.at;
    this.show(true);
  }

  /** By so many rows and columns, never off the table. */
  step(down: number, right: number, extend = false): void {
    const rows = this.table.rows;
    const row = rows[clamp(this.index(this.at.row) + down, rows.length)];
    this.go(this.table.cell(row, clamp(this.at.column + right, this.table.columns.length)), extend);
  }

  /** To the next cell, over the ends of rows; false at the end of the table. */
  tab(back: boolean): boolean {
    const width = this.table.columns.length;
    const next = this.index(this.at.row) * width + this.at.column + (back ? -1 : 1);
    const row = this.table.rows[Math.floor(next / width)];
    if (next < 0 || !row) return false;
    this.go(this.table.cell(row, next % width));
    return true;
  }

  all(): void {
    this.from = { row: key(this.table.rows[0] ?? null), column: 0 };
    const last = this.table.rows.filter((row) => !this.table.isNew(row)).at(-1);
    this.at = { row: key(last ?? null), column: this.table.columns.length - 1 };
    this.show(false);
  }

  collapse(): void {
    this.from = this.at;
    this.show(false);
  }

  /** A row that was new has its name now. */
  renamed(before: string, after: string): void {
    for (const place of new Set([this.at, this.from])) if (place.row === before) place.row = after;
  }

  show(scroll: boolean): void {
    for (const cell of this.painted) cell.classList.remove("at", "sel", "ends");
    const cell = this.cell;
    if (!cell) return;
    this.painted = this.isBlock ? this.cells().flat() : [];
    for (const one of this.painted) one.classList.add("sel");
    cell.classList.add("at");
    this.painted.push(cell);
    if (this.field.parentElement !== cell) this.moveTo(cell);
    this.describe(cell);
    this.markEnd();
    if (scroll) cell.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  /** Before anything asks where a cell lies: the table is laid out once. */
  private markEnd(): void {
    const { bottom, right } = this.block;
    const last = this.table.cell(this.table.rows[bottom], right);
    if (!last) return;
    last.classList.add("ends");
    this.painted.push(last);
    if (this.corner.parentElement !== last) last.append(this.corner);
  }

  focus(): void {
    this.field.focus({ preventScroll: true });
  }

  /** Whoever is moved loses the focus. */
  private moveTo(cell: HTMLElement): void {
    const had = document.activeElement === this.field;
    cell.append(this.field);
    if (had) this.focus();
  }

  private describe(cell: HTMLTableCellElement): void {
    const row = cell.parentElement as HTMLTableRowElement;
    const closed = this.table.isOpen(cell) ? "" : `, ${this.table.facts.words["closed"] ?? ""}`;
    this.field.setAttribute("aria-label", `${this.table.column(cell).label}, ${row.cells[0]?.textContent ?? ""}: ${this.table.value(cell)}${closed}`);
  }

  private index(row: string): number {
    return Math.max(0, this.table.rows.findIndex((one) => key(one) === row));
  }
}

function clamp(value: number, length: number): number {
  return Math.max(0, Math.min(length - 1, value));
}
