// <tz-grid>: an editable table.
//
// <tz-grid><div class="scroll"><table class="data sticky keep">
//   <tr id="row-ID" data-row="ID" data-version="3" data-url="/tasks/ID/fields">
//     <td data-field="title" data-kind="text" data-value="Text as stored">Text as shown</td>
//     <td data-field="responsible" data-kind="person" data-value="UUID">林知远</td>
// Kinds: text, long, number, date, select, person, department. Choices of the last three stand once in
// the page: <template id="choices-KIND"><option value="ID">Name</option></template> becomes a menu, or
// <datalist id="choices-KIND"><option value="Name" label="pinyin" data-id="ID"></datalist> a field
// with suggestions; a cell may name another with data-choices="id". A row without data-url is read only.
//
// Keys: arrows, Tab, Enter, F2 or typing edits, Escape gives up, Delete empties, Ctrl Z takes back,
// Ctrl V fills cells from a spreadsheet.
//
// A change is POSTed to data-url as a form: field, value, was, version, once. Answers:
//   200 text/html  the fresh <tr id="row-ID">; in a <table> of its own when further elements follow whose id
//                  stands in the page (totals, findings): HTML drops forms behind a bare row. All are morphed
//   409, 422       problem JSON {sentence, errors, theirs}: shown at the cell, nothing typed is lost
// Without script each row has a link to a form page.
import { CellEditor } from "./grid-editor";
import { type Change, cellAt, neighbour, send } from "./grid-rows";

class Grid extends HTMLElement {
  private editor: CellEditor | null = null;
  private readonly done: Change[] = [];

  connectedCallback(): void {
    this.setAttribute("data-own-keys", "");
    this.addEventListener("keydown", (event) => this.key(event));
    this.addEventListener("dblclick", (event) => this.edit(cellAt(event.target)));
    this.addEventListener("click", (event) => this.choose(event));
    this.addEventListener("paste", (event) => this.paste(event));
    this.refresh();
  }

  refresh(): void {
    for (const cell of this.querySelectorAll<HTMLElement>("tr[data-url] td[data-field]")) {
      if (!cell.hasAttribute("tabindex")) cell.tabIndex = 0;
    }
  }

  private choose(event: MouseEvent): void {
    const cell = cellAt(event.target);
    if (!cell || cell === this.editor?.cell) return;
    if (event.target instanceof Element && event.target.closest("a, button")) return;
    if (document.activeElement === cell && window.matchMedia("(pointer: coarse)").matches) this.edit(cell);
    else cell.focus();
  }

  private key(event: KeyboardEvent): void {
    if (this.editor || event.target !== cellAt(event.target)) return;
    const cell = cellAt(event.target);
    if (!cell) return;
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "z") return this.takeBack(event);
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const next = neighbour(cell, event.key, event.shiftKey);
    if (next) {
      event.preventDefault();
      next.focus();
    } else if (event.key === "Enter" || event.key === "F2") {
      event.preventDefault();
      this.edit(cell);
    } else if (event.key === "Delete" || event.key === "Backspace") {
      event.preventDefault();
      void this.commit(cell, "", "");
    } else if (event.keyCode === 229) {
      this.edit(cell, "");
    } else if (event.key.length === 1 && event.key !== " ") {
      event.preventDefault();
      this.edit(cell, event.key);
    }
  }

  private edit(cell: HTMLElement | null, typed?: string): void {
    if (!cell || this.editor) return;
    this.editor = new CellEditor(cell, typed, (value, shown, key) => {
      this.editor = null;
      if (value !== null && value !== cell.dataset["value"]) void this.commit(cell, value, shown);
      (key && neighbour(cell, key === "Enter" ? "ArrowDown" : "Tab", key === "ShiftTab") || cell).focus();
    });
  }

  private async commit(cell: HTMLElement, value: string, shown: string): Promise<boolean> {
    const change = { cell, value, shown, was: cell.dataset["value"] ?? "", before: cell.textContent ?? "" };
    const kept = await send(change, (again) => void this.commit(cell, again.value, again.shown));
    if (kept) this.done.push(change);
    this.refresh();
    return kept;
  }

  private takeBack(event: Event): void {
    event.preventDefault();
    const last = this.done.pop();
    if (!last?.cell.isConnected) return;
    const back = { ...last, value: last.was, shown: last.before, was: last.value, before: last.shown };
    last.cell.focus();
    void send(back, () => undefined).then(() => this.refresh());
  }

  private async paste(event: ClipboardEvent): Promise<void> {
    const first = cellAt(event.target);
    const text = event.clipboardData?.getData("text/plain").replace(/\r?\n$/, "");
    if (!first || this.editor || !text) return;
    event.preventDefault();
    let start: HTMLElement | null = first;
    for (const line of text.split(/\r?\n/)) {
      let cell: HTMLElement | null = start;
      for (const value of line.split("\t")) {
        if (cell && !(await this.commit(cell, CellEditor.meaning(cell, value.trim()), value.trim()))) return;
        cell = cell && neighbour(cell, "ArrowRight", false);
      }
      start = start && neighbour(start, "ArrowDown", false);
    }
  }
}

customElements.define("tz-grid", Grid);
