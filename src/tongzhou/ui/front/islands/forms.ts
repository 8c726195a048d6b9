// A form is sent once per press, Enter while composing Chinese sends nothing, Ctrl Enter sends from a text area.
import { isComposing } from "./page";

const A_WHILE = 8000;

function release(form: Element): void {
  form.removeAttribute("data-sending");
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!(form instanceof HTMLFormElement) || form.method.toLowerCase() !== "post") return;
  if (form.hasAttribute("data-sending")) {
    event.preventDefault();
    event.stopImmediatePropagation();
    return;
  }
  form.setAttribute("data-sending", "");
  window.setTimeout(() => release(form), A_WHILE);
}, true);

document.addEventListener("htmx:afterRequest", (event) => {
  if (event.target instanceof Element) release(event.target.closest("form") ?? event.target);
});

window.addEventListener("pageshow", () => {
  document.querySelectorAll("form[data-sending]").forEach(release);
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter") return;
  if (isComposing(event)) {
    if (event.target instanceof HTMLInputElement) event.preventDefault();
    event.stopPropagation();
    return;
  }
  if ((event.ctrlKey || event.metaKey) && event.target instanceof HTMLTextAreaElement) {
    event.target.form?.requestSubmit();
  }
}, true);

// The first wrong field is where the eyes go.
document.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
