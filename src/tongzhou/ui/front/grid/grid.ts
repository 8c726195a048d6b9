// <tz-grid>: the division table one types into like into a spreadsheet. Its state is the server's: what is on the
// page is the table without script; a JSON beside it (facts.ts) names the columns, what may be edited, where to ask.
//
// Keys: arrows, Tab, Enter, Home, End, PageUp, PageDown (Ctrl: to the end) walk; with Shift they select. Typing, F2
// or Enter edits, Ctrl Enter fills the selection, Escape gives up (and lets the next Tab leave), Delete empties.
// Ctrl C X V with spreadsheets, Ctrl D or the corner fills down, Ctrl Z Y undo and redo, Ctrl A selects all;
// Alt with arrows moves rows, Alt Shift with arrows the column, Insert adds one, Ctrl Delete takes them out. Nothing listens while a word is composed.
import { isComposing } from "../islands/page";
import { Acts } from "./acts";
import { Area } from "./area";
import { dragCorner } from "./corner";
import { Editor } from "./editor";
import { factsOf } from "./facts";
import { type Act, actFor } from "./keys";
import { moveHeads, shift } from "./heads";
import { freeze, widen } from "./widths";
import { Directory } from "./names";
import { close as closeNote } from "./note";
import { card } from "./patch";
import { Selection } from "./selection";
import { Sync } from "./sync";
import { Table, key } from "./table";

class Grid extends HTMLElement {
  private table!: Table;
  private editor!: Editor;
  private selection!: Selection;
  private acts!: Acts;
  private area!: Area;
  private leaving = false;

  connectedCallback(): void {
    if (this.table || !this.querySelector("table")) return;
    this.table = new Table(this, factsOf(this));
    this.editor = new Editor(this.table, new Directory(this.table.facts.urls.names));
    const corner = Object.assign(document.createElement("i"), { className: "corner" });
    corner.dataset["ours"] = "";
    this.table.offerNew();
    this.selection = new Selection(this.table, this.editor.field, corner);
    this.acts = new Acts(this.table, this.selection);
    this.area = new Area(this.table, this.selection, this.acts);
    this.acts.typing = () => this.editor.cell;
    this.acts.sync = new Sync(this.table, (fresh) => this.acts.hear(fresh));
    card(this.table);
    widen(this.table);
    if (window.matchMedia("(max-width: 640px)").matches) return;
    this.table.element.setAttribute("role", "grid");
    this.setAttribute("data-own-keys", "");
    this.toggleAttribute("data-live-grid", true);
    this.selection.show(false);
    dragCorner(corner, this.table, this.selection, (rows) => this.area.fillDown(rows));
    moveHeads(this.table);
    freeze(this, this.table);
    this.listen();
    document.querySelector(".grid-buttons")?.removeAttribute("hidden");
    performance.mark("grid-live");
  }

  private listen(): void {
    const { field } = this.editor;
    this.table.element.addEventListener("pointerdown", (event) => this.press(event));
    this.table.element.addEventListener("pointerover", (event) => this.drag(event));
    this.table.element.addEventListener("dblclick", (event) => this.edit(this.table.at(event.target)));
    field.addEventListener("keydown", (event) => this.key(event));
    field.addEventListener("compositionstart", () => this.typing());
    field.addEventListener("input", () => this.typing());
    field.addEventListener("chosen", () => this.finish(1, 0));
    field.addEventListener("focus", () => this.toggleAttribute("data-focus", true));
    for (const name of ["copy", "cut", "paste"] as const) field.addEventListener(name, (event) => this.editor.cell || this.area.clip(event));
    this.addEventListener("focusout", (event) => this.left(event));
    document.addEventListener("click", (event) => this.tool(event));
  }

  private press(event: PointerEvent): void {
    const cell = this.table.at(event.target);
    if (!cell || event.button || cell === this.editor.cell) return;
    if (event.target instanceof Element && event.target.closest("a, button, .corner")) return;
    event.preventDefault();
    if (this.editor.cell) this.finish(0, 0);
    closeNote();
    this.selection.go(cell, event.shiftKey);
    this.selection.focus();
  }

  private drag(event: PointerEvent): void {
    if (event.buttons !== 1 || this.editor.cell || !this.hasAttribute("data-focus") || event.pointerType === "touch") return;
    if (document.querySelector(".corner.dragged, .sizing")) return;
    this.selection.go(this.table.at(event.target), true);
  }

  /** The field was typed into: what it holds is the new text of the cell. */
  private typing(): void {
    const cell = this.selection.cell;
    if (!cell || this.editor.cell) return;
    if (!this.table.isOpen(cell)) {
      this.editor.reset();
      this.acts.write([[cell, " "]]);
      return;
    }
    this.editor.open(cell);
  }

  private edit(cell: HTMLTableCellElement | null): void {
    if (!cell || this.editor.cell === cell) return;
    if (!this.table.isOpen(cell)) return this.acts.write([[cell, " "]]);
    this.selection.go(cell);
    this.editor.open(cell, this.table.value(cell));
    this.selection.focus();
  }

  private key(event: KeyboardEvent): void {
    if (isComposing(event)) return;
    if (this.editor.cell && this.editor.key(event)) return event.preventDefault();
    const act = actFor(event, this.editor.cell !== null);
    if (event.key !== "Tab" && event.key !== "Shift") this.leaving = false;
    if (!act || (act.does === "tab" && this.leaving)) return;
    if (this.does(act)) event.preventDefault();
  }

  private does(act: Act): boolean {
    const page = 15;
    switch (act.does) {
      case "step": this.selection.step(act.down ?? 0, act.right ?? 0, act.extend); return true;
      case "page": this.selection.step((act.down ?? 0) * page, 0, act.extend); return true;
      case "finish": this.finish(act.down ?? 0, 0); return true;
      case "tab": return this.tab(act.back ?? false);
      case "newline": this.editor.field.setRangeText("\n", this.editor.field.selectionStart, this.editor.field.selectionEnd, "end"); return true;
      case "give-up": this.giveUp(); return true;
      case "edit": this.edit(this.selection.cell); return true;
      case "fill": this.area.fill(this.editor.close()); return true;
      case "fill-down": this.area.fillDown(0); return true;
      case "clear": this.area.clear(); return true;
      case "all": this.selection.all(); return true;
      case "undo": this.acts.undo(); return true;
      case "redo": this.acts.redo(); return true;
      case "add": this.acts.addRow(this.area.rows.at(-1) ?? this.table.rows.at(-1)!); return true;
      case "remove": this.acts.removeRows(this.area.rows.map(key)); return true;
      case "move": this.area.move(act.down ?? 0); return true;
      case "move-column": return this.moveColumn(act.right ?? 0);
    }
  }

  private finish(down: number, right: number): void {
    const cell = this.editor.cell;
    if (cell) {
      const text = this.editor.close();
      this.acts.write([[cell, text]], [], 0, !down);
    }
    if (down || right) this.selection.step(down, right);
    else this.selection.show(false);
  }

  private moveColumn(by: number): boolean {
    const cell = this.selection.cell;
    if (cell && shift(this.table, cell.cellIndex - 1, by)) this.selection.go(cell);
    return true;
  }

  private tab(back: boolean): boolean {
    this.finish(0, 0);
    return this.selection.tab(back);
  }

  private giveUp(): void {
    this.leaving = !this.editor.cell;
    this.editor.reset();
    closeNote();
    this.selection.collapse();
  }

  private tool(event: MouseEvent): void {
    const button = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-grid]") : null;
    if (!button) return;
    const [does, down] = (button.dataset["grid"] ?? "").split(" ");
    this.does({ does: does as Act["does"], down: Number(down ?? 0) });
    this.selection.focus();
  }

  private left(event: FocusEvent): void {
    if (event.relatedTarget instanceof Node && this.contains(event.relatedTarget)) return;
    this.toggleAttribute("data-focus", false);
    if (document.hasFocus() && this.editor.cell) this.finish(0, 0);
  }
}

customElements.define("tz-grid", Grid);
