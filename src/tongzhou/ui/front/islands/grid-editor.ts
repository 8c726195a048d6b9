// The field that opens in a cell of <tz-grid>, and what its text means to the server.
import { isComposing } from "./page";

type Field = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;
type Closed = (value: string | null, shown: string, key: "Enter" | "Tab" | "ShiftTab" | "") => void;

export class CellEditor {
  private readonly field: Field;
  private readonly before: Node[];
  private open = true;

  constructor(readonly cell: HTMLElement, typed: string | undefined, private readonly closed: Closed) {
    this.before = [...cell.childNodes];
    this.field = fieldFor(cell, typed);
    cell.classList.add("editing");
    cell.replaceChildren(this.field);
    this.field.addEventListener("keydown", (event) => this.key(event as KeyboardEvent));
    this.field.addEventListener("blur", () => this.close(true, ""));
    if (this.field instanceof HTMLSelectElement) this.field.addEventListener("change", () => this.close(true, ""));
    this.field.focus();
    if (!typed && this.field instanceof HTMLInputElement && this.field.type !== "date") this.field.select();
  }

  /** What the server is sent for a text somebody typed or pasted: the id behind a name. */
  static meaning(cell: HTMLElement, text: string): string {
    for (const option of choices(cell)?.querySelectorAll("option") ?? contentOf(choices(cell))) {
      const id = option.dataset["id"] ?? option.value;
      if (option.value === text || option.textContent?.trim() === text) return id;
    }
    return text;
  }

  private key(event: KeyboardEvent): void {
    if (isComposing(event)) return;
    event.stopPropagation();
    const newLine = this.field instanceof HTMLTextAreaElement && (event.shiftKey || event.altKey);
    if (event.key === "Escape") this.close(false, "");
    else if (event.key === "Enter" && !newLine) this.close(true, "Enter");
    else if (event.key === "Tab") this.close(true, event.shiftKey ? "ShiftTab" : "Tab");
    else return;
    event.preventDefault();
  }

  private close(keep: boolean, key: "Enter" | "Tab" | "ShiftTab" | ""): void {
    if (!this.open) return;
    this.open = false;
    const text = this.field.value.trim();
    const shown = this.field instanceof HTMLSelectElement ? (this.field.selectedOptions[0]?.text ?? "") : text;
    const value = this.field instanceof HTMLSelectElement ? text : CellEditor.meaning(this.cell, text);
    this.cell.classList.remove("editing");
    this.cell.replaceChildren(...this.before);
    this.closed(keep ? value : null, shown, key);
  }
}

function fieldFor(cell: HTMLElement, typed: string | undefined): Field {
  const value = typed ?? cell.dataset["value"] ?? "";
  const kind = cell.dataset["kind"] ?? "text";
  const source = choices(cell);
  if (source instanceof HTMLTemplateElement) return menu(source, cell.dataset["value"] ?? "");
  if (kind === "long") return Object.assign(document.createElement("textarea"), { value, rows: 2 });
  const input = document.createElement("input");
  input.type = kind === "date" ? "date" : "text";
  if (kind === "number") input.inputMode = "decimal";
  input.value = kind === "date" && typed !== undefined ? (cell.dataset["value"] ?? "") : value;
  if (source instanceof HTMLDataListElement) {
    input.setAttribute("list", source.id);
    input.value = typed ?? cell.textContent?.trim() ?? "";
  }
  return label(input, cell);
}

function menu(source: HTMLTemplateElement, value: string): HTMLSelectElement {
  const select = document.createElement("select");
  select.append(source.content.cloneNode(true));
  select.value = value;
  return select;
}

function label<F extends Field>(field: F, cell: HTMLElement): F {
  field.setAttribute("aria-label", cell.dataset["label"] ?? cell.dataset["field"] ?? "");
  return field;
}

function choices(cell: HTMLElement): Element | null {
  const named = cell.dataset["choices"] ?? `choices-${cell.dataset["kind"] ?? "text"}`;
  return document.getElementById(named);
}

function contentOf(source: Element | null): HTMLOptionElement[] {
  return source instanceof HTMLTemplateElement ? [...source.content.querySelectorAll("option")] : [];
}
