// Puts what the server says anew into the table, and leaves the cell somebody is typing in alone.
import type { Fresh } from "./facts";
import { type Table, isOurs } from "./table";
import { Idiomorph } from "idiomorph";

export function apply(table: Table, fresh: Fresh, typing: HTMLElement | null): void {
  table.facts.token = fresh.token;
  table.facts.stamp = fresh.stamp;
  for (const [id, html] of Object.entries(fresh.rows)) {
    const row = rowFrom(html);
    const old = document.getElementById(id);
    if (old instanceof HTMLTableRowElement) replace(table, old, row, typing);
    else if (row) table.body.append(row);
  }
  if (fresh.order) reorder(table, fresh.order);
  fresh.parts.forEach(morph);
  table.changed();
  card(table);
}

/** On a narrow screen each cell says what it is. */
export function card(table: Table): void {
  if (!window.matchMedia("(max-width: 640px)").matches) return;
  for (const row of table.rows) {
    table.columns.forEach((column, place) => table.cell(row, place)?.setAttribute("data-label", column.label));
  }
}

function rowFrom(html: string): HTMLTableRowElement | null {
  const holder = document.createElement("template");
  holder.innerHTML = html;
  return holder.content.querySelector("tr");
}

function replace(table: Table, old: HTMLTableRowElement, row: HTMLTableRowElement | null, typing: HTMLElement | null): void {
  if (!row) return;
  const holds = [...old.querySelectorAll<HTMLElement>("[data-ours]")];
  for (const cell of old.cells) table.kept.delete(cell);
  if (!holds.length || old.cells.length !== row.cells.length) {
    old.replaceWith(row);
    return;
  }
  for (const name of ["class", "data-open"]) copy(old, row, name);
  [...old.cells].forEach((cell, place) => refill(cell, row.cells[place]!, cell === typing));
}

/** The field stays where it is: moving it would break off what an input method is composing. */
function refill(cell: HTMLTableCellElement, fresh: HTMLTableCellElement, typing: boolean): void {
  copy(cell, fresh, "class");
  copy(cell, fresh, "data-v");
  if (typing) cell.classList.add("editing");
  [...cell.childNodes].filter((node) => !isOurs(node)).forEach((node) => node.remove());
  cell.prepend(...fresh.childNodes);
}

function copy(to: Element, from: Element, name: string): void {
  const value = from.getAttribute(name);
  if (value === null) to.removeAttribute(name);
  else to.setAttribute(name, value);
}

function reorder(table: Table, order: string[]): void {
  const known = new Set(order);
  const offered = document.getElementById("row-new");
  for (const row of [...table.body.rows]) if (row !== offered && !known.has(row.id)) row.remove();
  let before: Element | null = null;
  for (const id of order) {
    const row = document.getElementById(id);
    if (!row) continue;
    const place: Element | null = before ? before.nextElementSibling : table.body.firstElementChild;
    if (row !== place) table.body.insertBefore(row, place);
    before = row;
  }
}

function morph(html: string): void {
  const holder = document.createElement("template");
  holder.innerHTML = html.trim();
  const fresh = holder.content.firstElementChild;
  const old = fresh?.id ? document.getElementById(fresh.id) : null;
  if (fresh && old && !old.contains(document.activeElement)) Idiomorph.morph(old, fresh, { morphStyle: "outerHTML" });
}
