// Light, dark or as the system: repainted at once, remembered by the server.
import { post } from "./page";

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!(form instanceof HTMLFormElement) || !form.hasAttribute("data-theme-switch")) return;
  const button = event.submitter;
  if (!(button instanceof HTMLButtonElement)) return;
  event.preventDefault();
  form.removeAttribute("data-sending");
  const root = document.documentElement;
  if (button.value) root.dataset["theme"] = button.value;
  else delete root.dataset["theme"];
  for (const one of form.querySelectorAll("button")) one.setAttribute("aria-pressed", String(one === button));
  const body = new URLSearchParams({ theme: button.value });
  void post(form.action, body).catch(() => form.submit());
});
