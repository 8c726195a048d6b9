// What the page gives to the islands: its words in the reader's language, and the form key.

export function word(name: string): string {
  return document.getElementById("words")?.dataset[name] ?? "";
}

export function csrf(): string {
  return document.querySelector<HTMLMetaElement>('meta[name="csrf"]')?.content ?? "";
}

/** Names one act, so that sending it again does nothing twice; randomUUID is there on secure pages alone. */
export function once(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((part) => part.toString(16).padStart(2, "0")).join("");
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
