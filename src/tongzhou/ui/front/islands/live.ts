// <nav id="rail" data-live>: after an answer given in place (the server says «turned»), what counts or
// names the next move elsewhere on the page is fetched anew. What somebody is typing in stays.
import { Idiomorph } from "./htmx";

let running: AbortController | null = null;

document.addEventListener("turned", () => void refresh());

async function refresh(): Promise<void> {
  running?.abort();
  running = new AbortController();
  const answer = await fetch(location.href, { signal: running.signal }).catch(() => null);
  if (!answer?.ok) return;
  const now = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const old of document.querySelectorAll<HTMLElement>("[data-live][id]")) {
    const fresh = now.getElementById(old.id);
    if (fresh && !old.contains(document.activeElement)) Idiomorph.morph(old, fresh, { morphStyle: "outerHTML" });
  }
}
