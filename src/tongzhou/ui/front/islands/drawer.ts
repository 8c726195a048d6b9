// <a data-drawer href="/asks/…">: on wide screens the matter opens beside the list, the address gets
// #drawer=/asks/… (so it can be shared), the back button closes it; a link is a link on a phone or with
// Ctrl. Forms inside stay inside unless their answer is the list behind; once one has been sent, that list is read
// again on closing.
import { htmx } from "./htmx";

const WIDE = window.matchMedia("(min-width: 861px)");
const MARK = "#drawer=";
let opener: Element | null = null;
let changed = false;
/** Where the page in the drawer came from: a form that names no address is sent there. */
let shown = "";

function drawer(): HTMLElement | null {
  return document.getElementById("drawer");
}

function wanted(): string {
  const path = location.hash.startsWith(MARK) ? decodeURIComponent(location.hash.slice(MARK.length)) : "";
  return /^\/(?![/\\])/.test(path) ? path : "";
}

function name(path: string): void {
  shown = path;
  const full = drawer()?.querySelector<HTMLAnchorElement>("[data-drawer-full]");
  if (full) full.href = path;
}

async function show(path: string): Promise<void> {
  const box = drawer();
  if (!box) return;
  name(path);
  box.setAttribute("aria-busy", "true");
  if (!box.matches(":popover-open")) box.showPopover();
  await htmx.ajax("get", path, { target: "#drawer-body", select: ".page", swap: "innerHTML" });
  box.removeAttribute("aria-busy");
  box.scrollTo(0, 0);
  box.querySelector<HTMLElement>("[popovertarget=drawer]")?.focus();
}

function follow(): void {
  const path = wanted();
  const box = drawer();
  if (path && WIDE.matches) void show(path);
  else if (path) location.replace(path);
  else if (box?.matches(":popover-open")) box.hidePopover();
}

document.addEventListener("click", (event) => {
  const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>("a[data-drawer]") : null;
  if (!link || link.closest("#drawer") || !WIDE.matches || event.button !== 0) return;
  if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  opener = document.activeElement === document.body ? link : document.activeElement;
  history.pushState({ drawer: true }, "", MARK + encodeURIComponent(link.pathname + link.search));
  follow();
});

window.addEventListener("popstate", follow);

/** To where somebody stood, though the chart around it may have been drawn anew. */
function comeBack(): void {
  const place = opener?.isConnected ? opener : opener?.id ? document.getElementById(opener.id) : null;
  if (place instanceof HTMLElement || place instanceof SVGElement) place.focus();
}

drawer()?.addEventListener("toggle", (event) => {
  if ((event as ToggleEvent).newState !== "closed") return;
  if (wanted()) history.replaceState(null, "", location.pathname + location.search);
  document.getElementById("drawer-body")?.replaceChildren();
  comeBack();
  if (!changed) return;
  changed = false;
  void htmx.ajax("get", location.pathname + location.search, { target: ".main > .page", select: ".main > .page", swap: "morph:outerHTML" });
});

// A form of the page in the drawer is answered in the drawer.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!(form instanceof HTMLFormElement) || !form.closest("#drawer-body") || event.defaultPrevented) return;
  const method = form.method.toLowerCase();
  if (method === "dialog" || form.matches("[hx-post], [hx-get]")) return;
  event.preventDefault();
  const values = new FormData(form, event.submitter);
  const action = event.submitter?.getAttribute("formaction") ?? form.getAttribute("action") ?? shown;
  if (method === "post") void answer(form, action, values);
  else void show(`${action.split("?")[0]}?${new URLSearchParams(values as unknown as Record<string, string>)}`);
});

/** The list itself, or what it is a view of: the plan behind its chart. */
function isBehind(path: string): boolean {
  return location.pathname === path || location.pathname.startsWith(`${path}/`);
}

async function answer(form: HTMLFormElement, action: string, body: FormData): Promise<void> {
  const reply = await fetch(action, { method: "POST", body, credentials: "same-origin", headers: { Accept: "text/html" } }).catch(() => null);
  form.removeAttribute("data-sending");
  if (!reply) return void document.dispatchEvent(new Event("htmx:sendError"));
  const page = new DOMParser().parseFromString(await reply.text(), "text/html");
  const fresh = page.querySelector(".page");
  const place = document.getElementById("drawer-body");
  if (!fresh || !place) return;
  changed ||= reply.ok;
  if (!page.querySelector("#drawer")) return location.assign(reply.url);
  const toasts = page.querySelectorAll("#toasts > *");
  document.getElementById("toasts")?.append(...toasts);
  const { pathname, search } = new URL(reply.url);
  if (reply.redirected && isBehind(pathname)) return drawer()?.hidePopover();
  place.replaceChildren(fresh);
  htmx.process(place);
  if (reply.redirected) name(pathname + search);
  else shown = pathname + search;
  drawer()?.scrollTo(0, 0);
}

follow();
