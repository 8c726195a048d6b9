// <button data-take="goal" data-text="from ＿ to ＿" data-word="尽快">: one press writes a better wording
// into the field, in place of the word or after what stands there, and selects the first gap. In a select
// it chooses; without text it only leads to the field.

const GAP = "＿";

document.addEventListener("click", (event) => {
  const button = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-take]") : null;
  const field = button && fieldOf(button);
  if (!button || !field) return;
  field.closest("details")?.setAttribute("open", "");
  const { text = "", word = "" } = button.dataset;
  if (field instanceof HTMLSelectElement) return choose(field, text);
  if (!text) return field.focus();
  const before = field.value;
  const at = word ? before.toLowerCase().indexOf(word) : -1;
  const start = at >= 0 ? at : joined(before).length;
  field.value = at >= 0 ? before.slice(0, at) + text + before.slice(at + word.length) : joined(before) + text;
  field.focus();
  const gap = field.value.indexOf(GAP, start);
  if (gap >= 0) field.setSelectionRange(gap, gap + GAP.length);
  field.dispatchEvent(new Event("input", { bubbles: true }));
});

function choose(field: HTMLSelectElement, value: string): void {
  field.value = value;
  field.dispatchEvent(new Event("change", { bubbles: true }));
}

// «resources» are three fields: the one with the word, else the first.
function fieldOf(button: HTMLElement): HTMLTextAreaElement | HTMLInputElement | HTMLSelectElement | null {
  const form = button.closest("form");
  const name = button.dataset["take"] ?? "";
  const names = name === "resources" ? ["people_needed", "budget_needed", "data_needed"] : [name];
  const fields = names.map((one) => form?.elements.namedItem(one)).filter(
    (one) =>
      one instanceof HTMLTextAreaElement || one instanceof HTMLInputElement || one instanceof HTMLSelectElement,
  );
  const word = button.dataset["word"] ?? "";
  return fields.find((one) => word && one.value.toLowerCase().includes(word)) ?? fields[0] ?? null;
}

function joined(text: string): string {
  const kept = text.trimEnd();
  if (!kept || /[，。；、,.;:：]$/.test(kept)) return kept;
  return kept + (/[a-z0-9)]$/i.test(kept) && !/[\u4e00-\u9fff]/.test(kept) ? ", " : "，");
}
