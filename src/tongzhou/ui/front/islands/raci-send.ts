// One cell of the matrix to the server; its row and what hangs on it come back.
import { post, word } from "./page";

interface Problem {
  sentence?: string;
  errors?: Record<string, string>;
}

const PARTS = ["plan-summary", "raci-shares", "findings"];

export function say(sentence: string, tone: string): void {
  document.dispatchEvent(new CustomEvent("say", { detail: { sentence, tone } }));
}

/** True when the server took it; otherwise it has said why not. */
export async function send(path: string, values: Record<string, string>): Promise<boolean> {
  const once = [...crypto.getRandomValues(new Uint32Array(4))].map((part) => part.toString(16).padStart(8, "0")).join("");
  const answer = await post(path + location.search, new URLSearchParams({ ...values, once })).catch(() => null);
  if (answer?.ok && !answer.redirected) {
    put(new DOMParser().parseFromString(await answer.text(), "text/html"));
    return true;
  }
  const problem = answer && answer.status < 500 ? await answer.json().catch(() => null) as Problem | null : null;
  say(problem?.sentence ?? word(answer ? "failed" : "offline"), "amber");
  return false;
}

function put(fresh: Document): void {
  swap(fresh, fresh.querySelector("tr[id]")?.id);
}

/** Whoever stands on a link or a button of a part stands on the same one afterwards. */
export function swap(fresh: Document, row = ""): void {
  for (const id of [row, ...PARTS]) {
    const part = id ? fresh.getElementById(id) : null, old = part && document.getElementById(id);
    if (!part || !old) continue;
    const held = old.contains(document.activeElement) ? named(document.activeElement) : "";
    old.replaceWith(document.adoptNode(part));
    if (held) [...part.querySelectorAll<HTMLElement>("a, button, summary")].find((one) => named(one) === held)?.focus();
  }
}

function named(element: Element | null): string {
  return `${element?.closest("li")?.textContent ?? ""}|${element?.textContent ?? ""}`;
}
