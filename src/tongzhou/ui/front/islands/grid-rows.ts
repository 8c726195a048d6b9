// Moving between the cells of <tz-grid>, and sending a changed cell.
import { Idiomorph } from "./htmx";
import { post, word } from "./page";

export interface Change {
  cell: HTMLElement;
  value: string;
  shown: string;
  was: string;
  before: string;
}

interface Problem {
  sentence?: string;
  errors?: Record<string, string>;
  theirs?: Record<string, string>;
}

export function cellAt(target: EventTarget | null): HTMLElement | null {
  return target instanceof Element ? target.closest<HTMLElement>("tr[data-url] td[data-field]") : null;
}

export function neighbour(cell: HTMLElement, key: string, back: boolean): HTMLElement | null {
  const grid = cell.closest("tz-grid");
  if (!grid) return null;
  if (key === "ArrowUp" || key === "ArrowDown") {
    const column = [...grid.querySelectorAll<HTMLElement>(`tr[data-url] td[data-field="${cell.dataset["field"]}"]`)];
    return column[column.indexOf(cell) + (key === "ArrowDown" ? 1 : -1)] ?? null;
  }
  const all = [...grid.querySelectorAll<HTMLElement>("tr[data-url] td[data-field]")];
  if (key === "Tab") return all[all.indexOf(cell) + (back ? -1 : 1)] ?? null;
  if (key !== "ArrowLeft" && key !== "ArrowRight") return null;
  const next = all[all.indexOf(cell) + (key === "ArrowRight" ? 1 : -1)] ?? null;
  return next?.parentElement === cell.parentElement ? next : null;
}

/** Paints at once, then asks the server; true when it took the change. */
export async function send(change: Change, again: (change: Change) => void): Promise<boolean> {
  const { cell } = change;
  const row = cell.closest<HTMLTableRowElement>("tr[data-url]");
  if (!row?.dataset["url"]) return false;
  cell.querySelector(".cell-note")?.remove();
  cell.textContent = change.shown;
  cell.classList.add("saving");
  cell.classList.remove("wrong");
  const body = new URLSearchParams({
    field: cell.dataset["field"] ?? "", value: change.value, was: change.was,
    version: row.dataset["version"] ?? "", once: crypto.getRandomValues(new Uint32Array(4)).reduce(hex, ""),
  });
  const answer = await post(row.dataset["url"], body).catch(() => null);
  cell.classList.remove("saving");
  if (answer?.ok && !answer.redirected) {
    morph(row, await answer.text());
    return true;
  }
  const problem = answer && answer.status < 500 ? await answer.json().catch(() => null) as Problem | null : null;
  explain(change, problem, again);
  return false;
}

function hex(text: string, part: number): string {
  return text + part.toString(16).padStart(8, "0");
}

function morph(row: HTMLTableRowElement, html: string): void {
  const holder = document.createElement("template");
  holder.innerHTML = html.trim();
  const parts = [...holder.content.children].flatMap((part) => part instanceof HTMLTableElement ? [...part.rows] : [part]);
  for (const fresh of parts) {
    const stale = fresh.id ? document.getElementById(fresh.id) : fresh instanceof HTMLTableRowElement ? row : null;
    if (stale) Idiomorph.morph(stale, fresh, { morphStyle: "outerHTML", ignoreActive: false });
  }
}

function explain(change: Change, problem: Problem | null, again: (change: Change) => void): void {
  const { cell } = change;
  const field = cell.dataset["field"] ?? "";
  cell.classList.add("wrong");
  const note = document.createElement("div");
  note.className = "cell-note";
  note.setAttribute("role", "alert");
  note.append(line(problem?.errors?.[field] ?? problem?.sentence ?? word("notSaved")));
  const theirs = problem?.theirs?.[field];
  if (theirs !== undefined) note.append(line(`${word("theirs")} ${theirs}`), line(`${word("mine")} ${change.shown}`));
  note.append(press(theirs === undefined ? word("again") : word("takeMine"), () => {
    note.remove();
    again(theirs === undefined ? change : { ...change, was: theirs });
    if (theirs !== undefined) cell.dataset["value"] = theirs;
  }));
  note.append(press(theirs === undefined ? word("giveUp") : word("takeTheirs"), () => {
    note.remove();
    cell.classList.remove("wrong");
    cell.textContent = theirs ?? change.before;
    if (theirs !== undefined) window.location.reload();
  }));
  cell.append(note);
}

function line(text: string): HTMLElement {
  const made = document.createElement("p");
  made.textContent = text;
  return made;
}

function press(text: string, act: () => void): HTMLButtonElement {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "btn tiny";
  button.textContent = text;
  button.addEventListener("click", (event) => {
    event.stopPropagation();
    act();
  });
  return button;
}
