// When the server does not take a block: what is wrong at which cell, both texts where somebody was faster.
import { say } from "../islands/parts";
import { withTheirs } from "./blocks";
import type { Block } from "./facts";
import { note } from "./note";
import type { Selection } from "./selection";
import type { Problem } from "./sync";
import { type Table, key } from "./table";

const SHOWN = 4;

export class Trouble {
  constructor(
    private readonly table: Table,
    private readonly selection: Selection,
    private readonly send: (block: Block, fresh: boolean) => void,
    private readonly look: () => void,
  ) {}

  explain(block: Block, problem: Problem, fresh: boolean): void {
    const wrong = Object.entries(problem.theirs ?? problem.errors ?? {});
    const at = this.cellOf(block, wrong[0]?.[0] ?? "") ?? this.selection.cell;
    const sentence = problem.sentence ?? this.word("notSaved");
    for (const [place] of wrong) this.cellOf(block, place)?.classList.add("wrong");
    if (!at) return say(sentence, "amber");
    const giveUp = (): void => this.giveUp(block);
    if (problem.theirs) {
      const theirs = problem.theirs;
      const lines = [{ label: "", text: sentence }, ...wrong.slice(0, SHOWN).flatMap(([place, text]) => [
        { label: this.word("theirs"), text: text || "—" },
        { label: this.word("mine"), text: this.typed(block, place) || "—" },
      ])];
      note(at, lines, [
        [this.word("takeMine"), () => this.send(withTheirs(block, theirs, true), fresh)],
        [this.word("takeTheirs"), () => this.leave(block, theirs, fresh)],
      ]);
      return;
    }
    const lines = wrong.slice(0, SHOWN).map(([place, text]) => ({ label: this.name(place), text }));
    note(at, lines.length ? lines : [{ label: "", text: sentence }], [
      [this.word("again"), () => this.send(block, fresh)],
      [this.word("giveUp"), giveUp],
    ]);
  }

  /** Everything but what somebody else wrote; their text is fetched. */
  private leave(block: Block, theirs: Record<string, string>, fresh: boolean): void {
    for (const place of Object.keys(theirs)) {
      const cell = this.cellOf(block, place);
      if (cell) this.table.restore(cell);
    }
    const rest = withTheirs(block, theirs, false);
    if (rest.cells?.length) this.send(rest, fresh);
    else this.look();
  }

  private giveUp(block: Block): void {
    for (const [row, column] of block.cells ?? []) {
      const cell = this.cellOf(block, `${row} ${column}`);
      if (cell) this.table.restore(cell);
    }
    this.selection.show(false);
    this.selection.focus();
    this.look();
  }

  refuse(cell: HTMLTableCellElement): void {
    const signed = (cell.parentElement as HTMLElement).dataset["open"] && this.table.facts.urls.change;
    const choices: [string, () => void][] = signed ? [[this.word("toChange"), () => location.assign(`${this.table.facts.urls.change}?task=${key(cell.parentElement)}`)]] : [];
    note(cell, [{ label: "", text: this.word(signed ? "signed" : "closed") }], [...choices, [this.word("giveUp"), () => this.selection.focus()]]);
  }

  /** What stands in the cell a block wrote. */
  now(block: Block, place: string): string {
    const cell = this.cellOf(block, place);
    return cell ? this.table.value(cell) : this.typed(block, place);
  }

  private cellOf(block: Block, place: string): HTMLTableCellElement | null {
    const [name = "", column = ""] = place.split(" ");
    const row = block.added?.some(([one]) => one === name) ? this.table.row("new") : this.table.row(name);
    return this.table.cell(row ?? undefined, this.table.columns.findIndex((one) => one.key === column));
  }

  private typed(block: Block, place: string): string {
    return block.cells?.find(([row, column]) => `${row} ${column}` === place)?.[2] ?? "";
  }

  private name(place: string): string {
    const [name = "", column = ""] = place.split(" ");
    const label = this.table.columns.find((one) => one.key === column)?.label ?? "";
    const number = this.table.row(name)?.cells[0]?.textContent ?? "";
    return `${number} ${label}`.trim();
  }

  private word(name: string): string {
    return this.table.facts.words[name] ?? "";
  }
}
