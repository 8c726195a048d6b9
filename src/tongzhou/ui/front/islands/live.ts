// <nav id="rail" data-live>: what counts or names the next move elsewhere on the page is fetched anew
// after an answer given in place (the server says «turned»), and when the server's stream of events
// says that something moved. <body data-moves="case|day"> says which of the two moves the whole page;
// <body data-case> names the collaboration on the page. What somebody is typing in stays.
import { Idiomorph, htmx } from "./htmx";
import { keeping } from "./keeping";
import { say } from "./toasts";
import { word } from "./page";

const REST = 1500;
const SCATTER = 150;
const HIDDEN = 20_000;

let running: AbortController | null = null;
let stream: EventSource | null = null;
let seq = document.body.dataset["seq"] ?? "";
const moved = new Set<string>();
let timer = 0;
let last = 0;

document.addEventListener("turned", () => void refresh(false));

function open(): void {
  window.clearTimeout(timer);
  if (stream || !seq || document.hidden) return;
  const asked = new URLSearchParams({ after: seq });
  const { case: shown } = document.body.dataset;
  if (shown) asked.set("case", shown);
  stream = new EventSource(`/events?${asked}`);
  stream.addEventListener("open", note as EventListener);
  stream.addEventListener("moved", (event) => {
    note(event as MessageEvent<string>);
    for (const one of String((event as MessageEvent<string>).data).split(" ")) moved.add(one);
    soon();
  });
  stream.addEventListener("bye", (event) => bye(String((event as MessageEvent<string>).data)));
}

function note(event: Event): void {
  const { lastEventId } = event as MessageEvent<string>;
  if (lastEventId) seq = lastEventId;
  document.body.dataset["live"] = seq;
}

function close(): void {
  stream?.close();
  stream = null;
}

// Another window took its place, or there is nothing to hear here any more.
function bye(why: string): void {
  if (why === "closing") return;
  close();
  if (why === "revoked" || why === "signed-out") gone();
}

function gone(): void {
  seq = "";
  if (keeping().some) say(word("signedOut"), "amber");
  else location.reload();
}

// Not all pages ask in the same moment, and one page never asks without end.
function soon(): void {
  window.clearTimeout(timer);
  const wait = Math.max(Math.random() * SCATTER, last + REST - Date.now());
  timer = window.setTimeout(() => void follow(), wait);
}

async function follow(): Promise<void> {
  if (document.hidden) return;
  const whole = moved.has(document.body.dataset["moves"] ?? "");
  const shown = moved.has("case");
  moved.clear();
  const now = await (whole || shown ? refresh(whole) : rail());
  if (shown) document.dispatchEvent(new CustomEvent("moved", { detail: now }));
  last = Date.now();
}

async function refresh(whole: boolean): Promise<Document | null> {
  const now = await page(location.pathname + location.search);
  if (!now) return null;
  const parts = whole ? morph(".main > .page", now) : new Map<string, string>();
  for (const old of document.querySelectorAll<HTMLElement>("[data-live][id]")) {
    if (!whole || !old.closest(".main > .page")) morph(`#${CSS.escape(old.id)}`, now);
  }
  document.getElementById("toasts")?.append(...now.querySelectorAll("#toasts > *"));
  for (const [place, address] of parts) {
    const part = await page(address);
    if (part) morph(place, part);
  }
  return now;
}

async function rail(): Promise<null> {
  const now = await page(`/rail?${new URLSearchParams({ at: location.pathname })}`);
  if (now) for (const id of ["#rail", "#dock"]) morph(id, now);
  return null;
}

async function page(address: string): Promise<Document | null> {
  running?.abort();
  running = new AbortController();
  const answer = await fetch(address, { signal: running.signal, headers: { "X-Again": "1" } }).catch(() => null);
  if (!answer?.ok || answer.redirected) return null;
  const text = await answer.text().catch(() => "");
  return text ? new DOMParser().parseFromString(text, "text/html") : null;
}

function morph(place: string, now: Document): Map<string, string> {
  const old = document.querySelector<HTMLElement>(place);
  const fresh = now.querySelector<HTMLElement>(place);
  const callbacks = keeping();
  if (old && fresh) {
    Idiomorph.morph(old, fresh, { morphStyle: "outerHTML", ignoreActiveValue: true, callbacks });
    const made = document.querySelector<HTMLElement>(place);
    if (made) htmx.process(made);
  }
  return callbacks.parts;
}

document.addEventListener("visibilitychange", () => {
  if (!document.hidden) return moved.size ? (open(), soon()) : open();
  window.setTimeout(() => { if (document.hidden) close(); }, HIDDEN);
});
window.addEventListener("pagehide", close);
window.addEventListener("pageshow", open);
