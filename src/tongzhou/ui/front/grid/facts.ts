// What the server says about the table on the page: its columns, what may be edited, where to ask.

export interface Column {
  key: string;
  label: string;
  kind: "text" | "long" | "people" | "person" | "department" | "departments" | "dates" | "date" | "number" | "state" | "choice" | "choices";
  width: number;
  options?: string[];
}

export interface Facts {
  columns: Column[];
  sets: Record<string, string[]>;
  token: string;
  stamp: string;
  urls: { changes: string; rows: string; names: string; layout: string; change: string };
  department: string;
  comes: boolean;
  moves: boolean;
  words: Record<string, string>;
}

export type Cell = [row: string, column: string, value: string, was: string | null];

/** One act, as `plans.blocks` reads it. */
export interface Block {
  cells?: Cell[];
  added?: [name: string, after: string][];
  removed?: string[];
  restored?: string[];
  moved?: string[];
  before?: string;
}

export interface Fresh {
  token: string;
  stamp: string;
  rows: Record<string, string>;
  parts: string[];
  order?: string[];
  made?: Record<string, string>;
}

export function factsOf(grid: Element): Facts {
  return JSON.parse(grid.querySelector<HTMLTemplateElement>("template")?.content.textContent ?? "{}") as Facts;
}
