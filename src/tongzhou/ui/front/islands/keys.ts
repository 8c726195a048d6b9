// Ctrl K (or /) opens the palette, ? the list of keys, g and a letter goes to a page; j and k walk through the matters of a page; a letter presses the button
// that carries it as data-key — in the current matter, or in the page when it is the only one.
import { isComposing, isTyping } from "./page";
import { openPalette } from "./palette";

function matters(): HTMLElement[] {
  const all = [...document.querySelectorAll<HTMLElement>("[data-matter]")];
  return all.filter((one) => one.offsetParent !== null && !one.parentElement?.closest("[data-matter]"));
}

function current(): HTMLElement | null {
  return document.querySelector<HTMLElement>("[data-matter][data-current]");
}

function step(by: number): void {
  const all = matters();
  const before = current();
  const next = all[Math.min(all.length - 1, Math.max(0, (before ? all.indexOf(before) : by > 0 ? -1 : all.length) + by))];
  if (!next) return;
  before?.removeAttribute("data-current");
  next.setAttribute("data-current", "");
  next.tabIndex = -1;
  next.focus({ preventScroll: true });
  next.scrollIntoView({ block: "nearest" });
}

function press(key: string): boolean {
  const within: ParentNode = document.querySelector("#drawer:popover-open") ?? current() ?? document;
  const found = [...within.querySelectorAll<HTMLElement>(`[data-key="${CSS.escape(key)}"]`)];
  const [button] = found;
  if (!button || found.length > 1) return false;
  button.click();
  const details = button.closest("details");
  if (details?.open) details.querySelector<HTMLElement>(".pane :is(input:not([type=hidden]), textarea, select)")?.focus();
  return true;
}

const GO: Record<string, string> = { t: "/", n: "/notices", c: "/collaborations", d: "/desk", o: "/departments", s: "/search" };
const A_MOMENT = 1200;
let going = -A_MOMENT;

async function help(): Promise<void> {
  const box = document.getElementById("keys");
  if (!box) return;
  if (!box.childElementCount) {
    const answer = await fetch(box.dataset["url"] ?? "", { credentials: "same-origin" }).catch(() => null);
    const page = new DOMParser().parseFromString(answer?.ok ? await answer.text() : "", "text/html");
    const found = page.querySelector("[data-keys]");
    if (found) box.append(found);
  }
  box.togglePopover();
}

function goes(key: string): boolean {
  const now = performance.now();
  const before = going;
  going = key === "g" ? now : -A_MOMENT;
  const url = now - before < A_MOMENT ? GO[key] : undefined;
  if (url) location.assign(url);
  return url !== undefined;
}

// On a link or a button Enter does what it always does.
function opensWithEnter(event: KeyboardEvent): boolean {
  const on = event.target instanceof Element && event.target.closest("a, button, summary, input, select, textarea, [tabindex]");
  return event.key === "Enter" && !event.shiftKey && !on;
}

document.addEventListener("keydown", (event) => {
  if (isComposing(event)) return;
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") {
    event.preventDefault();
    openPalette();
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
  if (event.target instanceof Element && event.target.closest("tz-grid, [data-own-keys]")) return;
  if (event.target instanceof Element && event.target.closest("#palette, dialog[open]")) return;
  if (event.key === "/") {
    event.preventDefault();
    openPalette();
  } else if (event.key === "?") {
    event.preventDefault();
    void help();
  } else if (goes(event.key)) {
    event.preventDefault();
  } else if (event.key === "j" || event.key === "k") {
    step(event.key === "j" ? 1 : -1);
  } else if ((event.key === "o" || opensWithEnter(event)) && current()) {
    (current()?.querySelector<HTMLElement>("a[data-drawer]") ?? current()?.querySelector<HTMLElement>("a[href]"))?.click();
  } else if (/^[a-z]$/.test(event.key) && press(event.key)) {
    event.preventDefault();
  }
});

// Escape closes an open pane of answers and gives the focus back to its button.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || isComposing(event) || !(event.target instanceof Element)) return;
  const details = event.target.closest<HTMLDetailsElement>(".answers > details[open]");
  if (!details) return;
  details.open = false;
  details.querySelector("summary")?.focus();
});
