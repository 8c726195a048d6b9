// A box beside a cell, above everything, so that no scrolling table cuts it off; over the cell where there is no room below.

const GAP = 3;

export function float(box: HTMLElement, cell: HTMLElement): void {
  box.popover = "manual";
  box.dataset["ours"] = "";
  cell.append(box);
  box.showPopover();
  const place = (): void => {
    if (!box.isConnected) return window.removeEventListener("scroll", place, true);
    const at = cell.getBoundingClientRect();
    const below = at.bottom + GAP;
    const fits = below + box.offsetHeight < window.innerHeight || at.top < box.offsetHeight;
    box.style.top = `${Math.max(GAP, fits ? below : at.top - GAP - box.offsetHeight)}px`;
    box.style.left = `${Math.max(GAP, Math.min(at.left, window.innerWidth - box.offsetWidth - GAP))}px`;
  };
  place();
  window.addEventListener("scroll", place, true);
  new ResizeObserver(place).observe(box);
}
