// What the page gives to the islands: its words in the reader's language, and the form key.

export function word(name: string): string {
  return document.getElementById("words")?.dataset[name] ?? "";
}

export function csrf(): string {
  return document.querySelector<HTMLMetaElement>('meta[name="csrf"]')?.content ?? "";
}

// Refusals come back as JSON, everything else as the server likes.
export function post(url: string, body: URLSearchParams | FormData): Promise<Response> {
  return fetch(url, {
    method: "POST",
    body,
    credentials: "same-origin",
    redirect: "follow",
    headers: { "X-CSRFToken": csrf(), Accept: "text/html, application/problem+json" },
  });
}

export function isTyping(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest("input, textarea, select, [contenteditable]") !== null;
}

// During composition the Enter key chooses a word; it must never send a form.
export function isComposing(event: KeyboardEvent): boolean {
  return event.isComposing || event.keyCode === 229;
}
