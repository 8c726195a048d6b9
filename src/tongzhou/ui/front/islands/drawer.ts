// <a data-drawer hx-get=… hx-target="#drawer-body" hx-select=".page">: on wide screens the page opens
// beside the list; on a phone, or with Ctrl, the link is a link.

const WIDE = "(min-width: 861px)";

document.addEventListener("click", (event) => {
  const link = event.target instanceof Element ? event.target.closest("a[data-drawer]") : null;
  if (!link) return;
  const elsewhere = event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0;
  if (elsewhere || !window.matchMedia(WIDE).matches || link.closest("#drawer")) event.stopImmediatePropagation();
}, true);

document.addEventListener("htmx:afterSwap", (event) => {
  const { target, detail } = event as CustomEvent<{ requestConfig?: { path?: string } }>;
  if (!(target instanceof HTMLElement) || target.id !== "drawer-body") return;
  const drawer = document.getElementById("drawer");
  const full = drawer?.querySelector<HTMLAnchorElement>("[data-drawer-full]");
  if (full) full.href = detail.requestConfig?.path ?? "#";
  drawer?.showPopover();
  drawer?.scrollTo(0, 0);
});
