// What people do to the table: each act is painted at once, sent as one block, and can be taken back.
import { say } from "../islands/parts";
import { inverse } from "./blocks";
import type { Block, Cell, Fresh } from "./facts";
import { apply } from "./patch";
import type { Selection } from "./selection";
import type { Sync } from "./sync";
import { type Table, key } from "./table";
import { Trouble } from "./trouble";

const MOST_STEPS = 200;

export class Acts {
  private readonly past: Block[] = [];
  private readonly future: Block[] = [];
  private coming: Promise<void> | null = null;
  sync!: Sync;
  typing: () => HTMLElement | null = () => null;

  private readonly trouble: Trouble;

  constructor(private readonly table: Table, private readonly selection: Selection) {
    this.trouble = new Trouble(table, selection, (block, fresh) => void this.send(block, fresh), () => void this.sync.look());
  }

  /** New texts for cells; rows that are not there yet are made, and `stays` in them or goes on to the next. */
  write(changes: [cell: HTMLTableCellElement, text: string][], more: string[][] = [], column = 0, stays = true): void {
    if (this.coming && changes.some(([cell]) => this.table.isNew(cell.parentElement))) {
      void this.coming.then(() => this.write(changes, more, column, stays));
      return;
    }
    const cells: Cell[] = [];
    const closed = changes.find(([cell, text]) => text !== this.table.value(cell) && !this.table.isOpen(cell));
    if (closed) return this.trouble.refuse(closed[0]);
    for (const [cell, text] of changes) {
      const row = cell.parentElement as HTMLTableRowElement;
      const was = this.table.value(cell);
      if (text === was) continue;
      if (this.table.isNew(row)) more = [[text], ...more];
      else cells.push([key(row), this.table.column(cell).key, text, was]);
      if (this.table.isNew(row)) column = cell.cellIndex - 1;
      this.table.paint(cell, text);
    }
    const typed = changes.some(([cell]) => this.table.isNew(cell.parentElement));
    const block: Block = { cells, ...this.rowsFrom(more, column, cells) };
    if (!cells.length) return;
    const coming = this.table.announce(typed ? more.slice(1) : more, column);
    const sent = this.send(block, true, "", this.past, stays).finally(() => coming.forEach((row) => row.remove()));
    if (block.added && stays) this.coming = sent.finally(() => { this.coming = null; });
  }

  removeRows(rows: string[]): void {
    if (rows.length) void this.send({ removed: rows }, true);
  }

  addRow(after: HTMLTableRowElement): void {
    const block: Block = { added: [["n1", this.table.isNew(after) ? "" : key(after)]], cells: [] };
    block.cells!.push(["n1", "department", this.departmentOf(after), null]);
    void this.send(block, true, "n1");
  }

  moveRows(rows: string[], before: string): void {
    if (rows.length) void this.send({ moved: rows, before }, true);
  }

  undo(): void {
    const block = this.past.pop();
    if (block) void this.send(block, false, "", this.future);
    else say(this.word("nothingToUndo"));
  }

  redo(): void {
    const block = this.future.pop();
    if (block) void this.send(block, false, "", this.past);
    else say(this.word("nothingToRedo"));
  }

  private rowsFrom(lines: string[][], column: number, cells: Cell[]): Block {
    if (!lines.length) return {};
    const columns = this.table.columns.slice(column);
    const last = this.table.rows.filter((row) => !this.table.isNew(row)).at(-1);
    const added: [string, string][] = lines.map((line, place) => {
      const name = `n${place + 1}`;
      const texts = line.map((text, at) => [columns[at]?.key ?? "", text] as const);
      const typed = texts.filter(([one, text]) => text && this.table.facts.sets["a"]?.includes(one));
      for (const [one, text] of typed) cells.push([name, one, text, null]);
      if (!typed.some(([one]) => one === "department")) cells.push([name, "department", this.departmentOf(last), null]);
      return [name, ""];
    });
    return { added };
  }

  private departmentOf(row: HTMLTableRowElement | undefined): string {
    const place = this.table.columns.findIndex((column) => column.key === "department");
    const cell = row && place >= 0 && !this.table.isNew(row) ? this.table.cell(row, place) : null;
    return (this.table.facts.moves && cell && this.table.value(cell)) || this.table.facts.department;
  }

  private async send(block: Block, fresh: boolean, enter = "", onto = this.past, stays = false): Promise<void> {
    const following = key(this.follower(block.moved ?? []));
    const outcome = await this.sync.send(block);
    if ("problem" in outcome) return this.trouble.explain(block, outcome.problem, fresh);
    const made = outcome.fresh.made ?? {};
    if (made["n1"] && stays) this.becomes(made["n1"]);
    this.hear(outcome.fresh);
    onto.push(inverse(block, made, following, (place) => this.trouble.now(block, place)));
    if (onto.length > MOST_STEPS) onto.shift();
    if (fresh) this.future.length = 0;
    if (enter && made[enter]) this.selection.go(this.table.cell(this.table.row(made[enter]) ?? undefined, 0));
    this.selection.show(false);
  }

  /** The row one typed into is a row like any other from now on, without moving: one may be typing on in it. */
  private becomes(name: string): void {
    const row = this.table.row("new");
    if (!row) return;
    row.id = `row-${name}`;
    row.classList.remove("new");
    for (const cell of row.cells) delete cell.dataset["hint"];
    this.selection.renamed("new", name);
  }

  hear(fresh: Fresh): void {
    for (const cell of this.table.kept.keys()) if (this.table.isNew(cell.parentElement)) this.table.restore(cell);
    const before = this.table.rows.length;
    apply(this.table, fresh, this.typing());
    if (fresh.order || this.table.rows.length !== before) this.table.offerNew();
    this.selection.show(false);
  }

  private follower(rows: string[]): Element | null {
    const last = this.table.row(rows.at(-1) ?? "");
    return last?.nextElementSibling ?? null;
  }

  private word(name: string): string {
    return this.table.facts.words[name] ?? "";
  }
}
