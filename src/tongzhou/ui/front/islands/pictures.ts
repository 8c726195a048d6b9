// <textarea data-pictures="/…">: a picture pasted or dropped into the text is sent there; what the server answers,
// the words that show it, takes the place where it was put. Until then a line says that it is on its way.
import { once, post, word } from "./page";
import { say } from "./toasts";

const KINDS = ["image/png", "image/jpeg", "image/gif", "image/webp"];
let count = 0;

function picturesIn(data: DataTransfer | null): File[] {
  return [...(data?.files ?? [])].filter((file) => KINDS.includes(file.type));
}

function fieldOf(target: EventTarget | null): HTMLTextAreaElement | null {
  return target instanceof HTMLTextAreaElement && target.dataset["pictures"] ? target : null;
}

function taken(event: Event, data: DataTransfer | null): void {
  const field = fieldOf(event.target);
  const files = picturesIn(data);
  if (!field || !files.length) return;
  event.preventDefault();
  event.stopPropagation();
  for (const file of files) void send(field, file);
}

async function send(field: HTMLTextAreaElement, file: File): Promise<void> {
  const name = file.name === "image.png" ? `${word("picture")}.png` : file.name;
  const mark = `![${name} … ${(count += 1)}]()`;
  field.setRangeText(mark, field.selectionStart, field.selectionEnd, "end");
  const body = new FormData();
  body.append("picture", file, name);
  body.append("once", once());
  const answer = await post(field.dataset["pictures"]!, body).catch(() => null);
  const text = answer?.status === 201 ? await answer.text() : "";
  const at = field.value.indexOf(mark);
  if (at >= 0) field.setRangeText(text, at, at + mark.length, "preserve");
  field.dispatchEvent(new Event("input", { bubbles: true }));
  if (text) return;
  const problem = await answer?.json().catch(() => null) as { sentence?: string } | null | undefined;
  say(problem?.sentence ?? word("failed"), "amber");
}

document.addEventListener("paste", (event) => taken(event, event.clipboardData), true);
document.addEventListener("drop", (event) => taken(event, event.dataTransfer), true);
