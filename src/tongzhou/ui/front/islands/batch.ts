// Ticked rows of a list: how many they are, and all of the page at once. The bar itself works
// without script; it is shown as soon as something is ticked (table.css).

function ticks(): HTMLInputElement[] {
  return [...document.querySelectorAll<HTMLInputElement>('input[form="batch"][name="chosen"]')];
}

function tally(): void {
  const bar = document.getElementById("batch");
  const all = bar?.querySelector<HTMLInputElement>("[data-tick-all]");
  const count = bar?.querySelector<HTMLElement>("[data-ticked]");
  if (!bar || !all || !count) return;
  const rows = ticks();
  const ticked = rows.filter((row) => row.checked).length;
  count.textContent = String(ticked);
  all.checked = ticked === rows.length;
  all.indeterminate = ticked > 0 && !all.checked;
  for (const part of bar.querySelectorAll<HTMLElement>("[data-with-script]")) part.hidden = false;
}

document.addEventListener("change", (event) => {
  const box = event.target;
  if (!(box instanceof HTMLInputElement)) return;
  if (box.hasAttribute("data-tick-all")) for (const row of ticks()) row.checked = box.checked;
  else if (box.getAttribute("form") !== "batch") return;
  tally();
});
tally();
document.addEventListener("htmx:afterSettle", tally);
