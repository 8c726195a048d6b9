// Parts of a page that a script asks for and puts in place by their ids: the chart, the board, the matrix.
// The script of every page (toasts.ts, drawer.ts) says and opens; what only one page loads reaches it from here.
import { once, post, word } from "./page";

export function say(sentence: string, tone = "moss", undo?: () => void): void {
  document.dispatchEvent(new CustomEvent("say", { detail: { sentence, tone, undo } }));
}

/** In the drawer on wide screens, as a page on a phone. */
export function open(path: string): void {
  const link = document.createElement("a");
  link.href = path;
  link.dataset["drawer"] = "";
  document.body.append(link);
  link.click();
  link.remove();
}

/** Null when the server did not take it: then it has been said why not. */
export async function ask(path: string, values: Record<string, string>): Promise<Response | null> {
  const answer = await post(path, new URLSearchParams({ ...values, once: once() })).catch(() => null);
  if (answer?.ok) return answer;
  const problem = answer && answer.status < 500 ? await answer.json().catch(() => null) as { sentence?: string } | null : null;
  say(problem?.sentence ?? word(answer ? "failed" : "offline"), "amber");
  return null;
}

/** The parts that came back; an answer that leads to another page holds none. */
export async function askForParts(path: string, values: Record<string, string>): Promise<Document | null> {
  const answer = await ask(path, values);
  if (answer && !answer.redirected) return read(answer);
  if (answer) say(word("failed"), "amber");
  return null;
}

export async function read(answer: Response): Promise<Document> {
  return new DOMParser().parseFromString(await answer.text(), "text/html");
}

/** Whoever stands on something in a part stands on the same thing afterwards. */
export function swap(fresh: Document, ids: readonly string[]): void {
  for (const id of ids) {
    const part = fresh.getElementById(id);
    const old = part && document.getElementById(id);
    if (!part || !old) continue;
    const held = old.contains(document.activeElement) ? document.activeElement : null;
    old.replaceWith(document.adoptNode(part));
    if (held) counterpart(held, part)?.focus({ preventScroll: true });
  }
}

function counterpart(held: Element, part: Element): HTMLElement | null | undefined {
  if (held.id) return document.getElementById(held.id);
  return [...part.querySelectorAll<HTMLElement>("a, button, summary")].find((one) => named(one) === named(held));
}

function named(element: Element): string {
  return `${element.closest("li")?.textContent ?? ""}|${element.textContent ?? ""}`;
}
