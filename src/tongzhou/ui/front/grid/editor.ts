// The one field of the grid. It lies unseen over the cell the keys go to, so that whatever is typed, also by an
// input method, is typed into it; then it shows itself. Names and dates get a pane of choices below.
import { type Directory, wordsOf } from "./names";
import { float } from "./float";
import { DatePane, DayPane } from "./date-pane";
import { NamePane } from "./name-pane";
import type { Table } from "./table";

export interface Pane {
  element: HTMLElement;
  typed(): void;
  key(event: KeyboardEvent): boolean;
  settle(): void;
}

export class Editor {
  readonly field = document.createElement("textarea");
  cell: HTMLTableCellElement | null = null;
  private pane: Pane | null = null;

  constructor(private readonly table: Table, private readonly names: Directory) {
    this.field.rows = 1;
    this.field.dataset["ours"] = "";
    this.field.autocomplete = "off";
    this.field.spellcheck = false;
    this.field.addEventListener("input", () => this.pane?.typed());
  }

  /** With what stands there, or with what is being typed already. */
  open(cell: HTMLTableCellElement, text?: string): void {
    if (this.cell === cell) return;
    this.cell = cell;
    cell.classList.add("editing");
    this.names.ask();
    if (text !== undefined) {
      this.field.value = text;
      this.field.setSelectionRange(text.length, text.length);
    }
    this.pane = this.paneFor(cell);
    if (this.pane) {
      float(this.pane.element, cell);
      this.pane.typed();
      if (text !== undefined) this.field.select();
    }
  }

  key(event: KeyboardEvent): boolean {
    return this.pane?.key(event) ?? false;
  }

  /** What was typed; the field is unseen again. */
  close(): string {
    this.pane?.settle();
    const text = this.field.value.trim();
    this.reset();
    return text;
  }

  reset(): void {
    this.cell?.classList.remove("editing");
    this.pane?.element.remove();
    this.pane = null;
    this.cell = null;
    this.field.value = "";
    for (const name of ["role", "aria-expanded", "aria-controls", "aria-activedescendant", "aria-autocomplete"]) this.field.removeAttribute(name);
  }

  private paneFor(cell: HTMLTableCellElement): Pane | null {
    const { key, kind, options } = this.table.column(cell);
    const { field, names, table: { facts } } = this;
    switch (kind) {
      case "people": return new NamePane(field, names, facts, key === "accountable", key === "informed");
      case "person": return new NamePane(field, names, facts, true, false);
      case "department": case "departments": return new NamePane(field, names, facts, kind === "department", true, false);
      case "choice": case "choices": return new NamePane(field, wordsOf(options ?? []), facts, kind === "choice", true, false);
      case "dates": return new DatePane(field, facts);
      case "date": return new DayPane(field, this.table.column(cell).label);
      default: return null;
    }
  }
}
