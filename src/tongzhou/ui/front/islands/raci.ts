// <tz-raci> around table.raci: headings th[data-who] (data-told: a department, only C and I), rows tr[data-url] with
// data-opens, the letters that may be changed. A tap goes on to the next letter; one cell can be reached with Tab.
//
// Keys: arrows, Home, End move; r a c i switch a letter; Space or Enter goes on; Delete or 0 clears.
import { Others } from "./others";
import { say, swap } from "./parts";
import { PARTS, send } from "./raci-send";
import { isComposing } from "./page";

const ROUND = ["", "R", "A", "C", "I"];
const STEPS: Record<string, [number, number]> = {
  ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1],
};

class Raci extends HTMLElement {
  connectedCallback(): void {
    this.setAttribute("data-own-keys", "");
    this.reach();
    this.addEventListener("click", (event) => this.tap(event));
    this.addEventListener("keydown", (event) => this.press(event));
    new Others((now) => this.renew(now));
  }

  /** The whole matrix as it now is; the cell in focus keeps it. */
  private renew(now: Document): void {
    const fresh = now.querySelector("tz-raci table");
    const old = this.querySelector("table");
    if (!fresh || !old || fresh.textContent === old.textContent) return;
    const cell = document.activeElement?.closest<HTMLTableCellElement>("tz-raci td");
    const [row, at] = [cell?.closest("tr")?.id ?? "", cell?.cellIndex ?? 0];
    old.replaceWith(document.adoptNode(fresh));
    swap(now, PARTS);
    this.reach();
    const again = (document.getElementById(row) as HTMLTableRowElement | null)?.cells[at];
    if (cell && again) this.focusOn(again);
  }

  /** A grid only where there is script; without it the row's own page is the way. */
  private reach(): void {
    this.querySelector("table")?.setAttribute("role", "grid");
    for (const cell of this.querySelectorAll<HTMLTableCellElement>("tbody td")) {
      cell.setAttribute("role", "gridcell");
      cell.tabIndex = -1;
    }
    if (!this.querySelector('td[tabindex="0"]')) this.querySelector<HTMLElement>("tbody td")?.setAttribute("tabindex", "0");
  }

  private tap(event: Event): void {
    const cell = (event.target as Element).closest<HTMLTableCellElement>("tbody td");
    if (!cell) return;
    this.focusOn(cell);
    void this.goOn(cell);
  }

  private press(event: KeyboardEvent): void {
    const cell = (event.target as Element).closest<HTMLTableCellElement>("tbody td");
    if (!cell || isComposing(event) || event.ctrlKey || event.metaKey || event.altKey) return;
    if (this.act(cell, event.key)) event.preventDefault();
  }

  private act(cell: HTMLTableCellElement, key: string): boolean {
    const step = STEPS[key];
    const letter = key.toUpperCase();
    if (step) this.move(cell, ...step);
    else if (key === "Home" || key === "End") this.edge(cell, key === "Home");
    else if (key === "Enter" || key === " ") void this.goOn(cell);
    else if (key === "Delete" || key === "Backspace" || key === "0") void this.put(cell, "");
    else if (ROUND.includes(letter)) void this.put(cell, toggled(lettersOf(cell), letter));
    else return false;
    return true;
  }

  private goOn(cell: HTMLTableCellElement): Promise<void> {
    const open = ["", ...this.opens(cell)];
    const now = lettersOf(cell);
    const next = now.length > 1 ? 0 : (open.indexOf(now) + 1) % open.length;
    return this.put(cell, open[next] ?? "");
  }

  private opens(cell: HTMLTableCellElement): string[] {
    const told = this.head(cell)?.hasAttribute("data-told");
    const letters = [...(cell.closest("tr")?.dataset["opens"] ?? "")];
    return ROUND.filter((letter) => letters.includes(letter) && !(told && "RA".includes(letter)));
  }

  private async put(cell: HTMLTableCellElement, letters: string): Promise<void> {
    const row = cell.closest("tr");
    const before = lettersOf(cell);
    const touched = [..."RACI"].filter((one) => before.includes(one) !== letters.includes(one));
    if (!row || touched.length === 0) return;
    if (touched.some((one) => !this.opens(cell).includes(one))) {
      say(this.dataset["word"] ?? "", "amber");
      return;
    }
    const at = [row.id, cell.cellIndex] as const;
    show(cell, letters);
    if (!(await send(row.dataset["url"] ?? "", { who: this.head(cell)?.dataset["who"] ?? "", letters }))) show(cell, before);
    this.reach();
    const fresh = document.getElementById(at[0]) as HTMLTableRowElement | null;
    if (fresh) this.focusOn(fresh.cells[at[1]] as HTMLTableCellElement);
  }

  private head(cell: HTMLTableCellElement): HTMLElement | undefined {
    return this.querySelector("thead tr")?.children[cell.cellIndex] as HTMLElement | undefined;
  }

  private move(cell: HTMLTableCellElement, down: number, right: number): void {
    const rows = [...this.querySelectorAll<HTMLTableRowElement>("tbody tr")];
    const row = rows[rows.indexOf(cell.parentElement as HTMLTableRowElement) + down];
    const next = row?.cells[cell.cellIndex + right];
    if (next?.tagName === "TD") this.focusOn(next);
  }

  private edge(cell: HTMLTableCellElement, first: boolean): void {
    const row = cell.parentElement as HTMLTableRowElement;
    const next = row.cells[first ? 1 : row.cells.length - 1];
    if (next) this.focusOn(next);
  }

  private focusOn(cell: HTMLTableCellElement): void {
    this.querySelectorAll('td[tabindex="0"]').forEach((one) => one.setAttribute("tabindex", "-1"));
    cell.tabIndex = 0;
    cell.focus();
  }
}

function lettersOf(cell: Element): string {
  return (cell.textContent ?? "").replace(/[^RACI]/g, "");
}

function toggled(letters: string, letter: string): string {
  return letters.includes(letter) ? letters.replace(letter, "") : letters + letter;
}

function show(cell: Element, letters: string): void {
  cell.replaceChildren(...[...letters].map((letter) => {
    const mark = document.createElement("b");
    mark.className = `raci-${letter}`;
    mark.textContent = letter;
    return mark;
  }));
}

customElements.define("tz-raci", Raci);
