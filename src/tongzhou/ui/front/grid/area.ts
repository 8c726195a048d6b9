// What is done to all selected cells at once.
import type { Acts } from "./acts";
import { parse, tiled, write } from "./clipboard";
import type { Selection } from "./selection";
import { type Table, key } from "./table";

type Change = [cell: HTMLTableCellElement, text: string];

export class Area {
  constructor(private readonly table: Table, private readonly selection: Selection, private readonly acts: Acts) {}

  get rows(): HTMLTableRowElement[] {
    const { top, bottom } = this.selection.block;
    return this.table.rows.slice(top, bottom + 1).filter((row) => !this.table.isNew(row));
  }

  /** What was typed into one cell goes into all that are selected. */
  fill(text: string): void {
    this.acts.write(this.selection.cells().flat().map((cell) => [cell, text]));
    this.selection.show(false);
  }

  /** The first row of the selection into those below it, and so many more. */
  fillDown(more: number): void {
    const block = this.selection.block;
    if (block.top === block.bottom && !more && block.top > 0) block.top -= 1;
    const [first, ...others] = this.selection.cells({ ...block, bottom: block.bottom + more });
    const texts = first?.map((cell) => this.table.value(cell)) ?? [];
    const rows = others.filter(([cell]) => !this.table.isNew(cell!.parentElement));
    this.acts.write(rows.flatMap((row) => row.map((cell, place): Change => [cell, texts[place]!])));
  }

  clear(): void {
    const cells = this.selection.cells().flat().filter((cell) => !this.table.isNew(cell.parentElement));
    this.acts.write(cells.map((cell) => [cell, ""]));
  }

  clip(event: ClipboardEvent): void {
    if (!event.clipboardData) return;
    event.preventDefault();
    if (event.type === "paste") return this.paste(parse(event.clipboardData));
    write(event.clipboardData, this.selection.cells().map((row) => row.map((cell) => this.table.value(cell))));
    if (event.type === "cut") this.clear();
  }

  paste(rows: string[][]): void {
    if (!rows.length) return;
    const { top, bottom, left, right } = this.selection.block;
    const texts = this.selection.isBlock ? tiled(rows, bottom - top + 1, right - left + 1) : rows;
    const known = this.table.rows.filter((row) => !this.table.isNew(row)).slice(top, top + texts.length);
    const changes = known.flatMap((row, y) => (texts[y] ?? []).flatMap((text, x): Change[] => {
      const cell = left + x < this.table.columns.length ? this.table.cell(row, left + x) : null;
      return cell ? [[cell, text]] : [];
    }));
    this.acts.write(changes, this.table.facts.comes ? texts.slice(known.length) : [], left);
  }

  move(down: number): void {
    const rows = this.rows;
    const edge = down > 0 ? rows.at(-1)?.nextElementSibling?.nextElementSibling : rows[0]?.previousElementSibling;
    if (down > 0 && this.table.isNew(rows.at(-1)?.nextElementSibling ?? null)) return;
    if (edge || down > 0) this.acts.moveRows(rows.map(key), edge && !this.table.isNew(edge) ? key(edge) : "");
  }
}
