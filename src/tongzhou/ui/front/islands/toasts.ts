// Toasts leave by themselves unless somebody is reading or reaching for them.
import { word } from "./page";

const SHOWN = 7000;
const WITH_UNDO = 15000;

function arm(toast: HTMLElement): void {
  const shown = toast.querySelector("form, button.link") ? WITH_UNDO : SHOWN;
  const leave = (): void => {
    if (toast.matches(":hover, :focus-within")) window.setTimeout(leave, 2000);
    else toast.remove();
  };
  if (toast.getAttribute("role") !== "alert") window.setTimeout(leave, shown);
}

/** `undo` is offered as a button that can be pressed once. */
export function say(sentence: string, tone = "moss", undo?: () => void): void {
  const toast = document.createElement("div");
  toast.className = `toast ${tone}`;
  const text = document.createElement("div");
  text.textContent = sentence;
  if (undo) text.append(" ", undoing(undo));
  const close = document.createElement("button");
  close.type = "button";
  close.className = "close";
  close.dataset["dismiss"] = "";
  close.setAttribute("aria-label", word("close"));
  close.textContent = "×";
  toast.append(text, close);
  document.getElementById("toasts")?.append(toast);
}

function undoing(undo: () => void): HTMLButtonElement {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "link";
  button.textContent = word("undo");
  button.addEventListener("click", () => {
    button.closest(".toast")?.remove();
    undo();
  }, { once: true });
  return button;
}

// Scripts that only one page loads say theirs as an event.
document.addEventListener("say", (event) => {
  const { sentence, tone, undo } = (event as CustomEvent<{ sentence: string; tone?: string; undo?: () => void }>).detail;
  say(sentence, tone, undo);
});

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
