// Toasts leave by themselves unless somebody is reading or reaching for them.
import { word } from "./page";

const SHOWN = 7000;
const WITH_UNDO = 15000;

function arm(toast: HTMLElement): void {
  const shown = toast.querySelector("form") ? WITH_UNDO : SHOWN;
  const leave = (): void => {
    if (toast.matches(":hover, :focus-within")) window.setTimeout(leave, 2000);
    else toast.remove();
  };
  if (toast.getAttribute("role") !== "alert") window.setTimeout(leave, shown);
}

export function say(sentence: string, tone = "moss"): void {
  const toast = document.createElement("div");
  toast.className = `toast ${tone}`;
  const text = document.createElement("div");
  text.textContent = sentence;
  const close = document.createElement("button");
  close.type = "button";
  close.className = "close";
  close.dataset["dismiss"] = "";
  close.setAttribute("aria-label", word("close"));
  close.textContent = "×";
  toast.append(text, close);
  document.getElementById("toasts")?.append(toast);
}

document.addEventListener("click", (event) => {
  if (event.target instanceof Element && event.target.closest("[data-dismiss]")) event.target.closest(".toast")?.remove();
});

document.addEventListener("htmx:responseError", () => say(word("failed"), "amber"));
document.addEventListener("htmx:sendError", () => say(word("offline"), "amber"));

const region = document.getElementById("toasts");
if (region) {
  region.querySelectorAll<HTMLElement>(".toast").forEach(arm);
  new MutationObserver((changes) => {
    for (const change of changes) for (const added of change.addedNodes) if (added instanceof HTMLElement) arm(added);
  }).observe(region, { childList: true });
}
