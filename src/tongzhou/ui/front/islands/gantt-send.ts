// What the chart sends and what comes back: the chart itself and whatever else hangs on its dates.
import { Others } from "./others";
import { post, word } from "./page";

interface Problem {
  sentence?: string;
  errors?: Record<string, string>;
}

const PARTS = ["gantt", "plan-summary", "chain", "findings"];

export function say(sentence: string, tone: string, undo?: () => void): void {
  document.dispatchEvent(new CustomEvent("say", { detail: { sentence, tone, undo } }));
}

let last: Promise<unknown> = Promise.resolve();

/** True when the server took it; otherwise it has said why not. One after the other, as they were done. */
export function send(path: string, values: Record<string, string>): Promise<boolean> {
  others.hold();
  const sent = last.then(() => take(path, values));
  last = sent;
  return sent;
}

async function take(path: string, values: Record<string, string>): Promise<boolean> {
  const once = [...crypto.getRandomValues(new Uint32Array(4))].map((part) => part.toString(16).padStart(8, "0")).join("");
  const answer = await post(path + location.search, new URLSearchParams({ ...values, once })).catch(() => null);
  const html = answer?.ok && !answer.redirected ? await answer.text() : "";
  others.letGo(html !== "");
  if (html) {
    others.hear(new DOMParser().parseFromString(html, "text/html"));
    return true;
  }
  const problem = answer && answer.status < 500 ? await answer.json().catch(() => null) as Problem | null : null;
  say(problem?.sentence ?? word(answer ? "failed" : "offline"), "amber");
  return false;
}

/** The fresh parts in place of the old ones; what was in view, in focus and within reach stays so. */
export function put(fresh: Document): void {
  const box = document.querySelector<HTMLElement>(".g-box");
  const [left, top] = [box?.scrollLeft ?? 0, box?.scrollTop ?? 0];
  const focus = document.activeElement?.closest(".g-box") ? document.activeElement.id : "";
  const grips = document.querySelector(".g-grip")?.closest(".g-bar")?.id ?? "";
  fresh.querySelector<HTMLElement>("tz-gantt")?.setAttribute("data-grips", grips);
  for (const id of PARTS) {
    const part = fresh.getElementById(id);
    if (part) document.getElementById(id)?.replaceWith(document.adoptNode(part));
  }
  document.querySelector<HTMLElement>(".g-box")?.scrollTo({ left, top });
  if (focus) document.getElementById(focus)?.focus({ preventScroll: true });
}

/** The chart stays as it is while a bar or a line is held. */
export const others = new Others((now) => { if (now.getElementById("gantt")) put(now); });

/** In the drawer on wide screens, as a page on a phone. */
export function open(path: string): void {
  const link = document.createElement("a");
  link.href = path;
  link.dataset["drawer"] = "";
  document.body.append(link);
  link.click();
  link.remove();
}
