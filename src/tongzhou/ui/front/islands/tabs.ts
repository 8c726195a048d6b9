// On a narrow window the tabs scroll sideways: the one that is open is brought into sight.

function show(): void {
  for (const tab of document.querySelectorAll<HTMLElement>(":is(.tabs, .segments) > [aria-current]")) {
    const bar = tab.parentElement;
    if (!bar || bar.scrollWidth <= bar.clientWidth) continue;
    bar.scrollLeft = tab.offsetLeft - bar.offsetLeft - (bar.clientWidth - tab.offsetWidth) / 2;
  }
}

show();
document.addEventListener("htmx:afterSettle", show);
window.addEventListener("resize", show);
