// What the chart sends and what comes back: the chart itself and whatever else hangs on its dates.
import { Others } from "./others";
import { askForParts, swap } from "./parts";

const PARTS = ["gantt", "plan-summary", "chain", "findings"];

let last: Promise<unknown> = Promise.resolve();

/** True when the server took it; otherwise it has said why not. One after the other, as they were done. */
export function send(path: string, values: Record<string, string>): Promise<boolean> {
  others.hold();
  const sent = last.then(() => take(path, values));
  last = sent;
  return sent;
}

async function take(path: string, values: Record<string, string>): Promise<boolean> {
  const fresh = await askForParts(path + location.search, values);
  others.letGo(fresh !== null);
  if (fresh) others.hear(fresh);
  return fresh !== null;
}

/** What was in view and within reach stays so. */
export function put(fresh: Document): void {
  const box = document.querySelector<HTMLElement>(".g-box");
  const [left, top] = [box?.scrollLeft ?? 0, box?.scrollTop ?? 0];
  const grips = document.querySelector(".g-grip")?.closest(".g-bar")?.id ?? "";
  fresh.querySelector<HTMLElement>("tz-gantt")?.setAttribute("data-grips", grips);
  swap(fresh, PARTS);
  document.querySelector<HTMLElement>(".g-box")?.scrollTo({ left, top });
}

/** The chart stays as it is while a bar or a line is held. */
export const others = new Others((now) => { if (now.getElementById("gantt")) put(now); });
