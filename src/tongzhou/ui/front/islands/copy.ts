// <tz-copy data-text="…" | data-from="#id"><button>…<span>Copy</span></button></tz-copy>
import { word } from "./page";
import { say } from "./toasts";

class Copy extends HTMLElement {
  connectedCallback(): void {
    this.addEventListener("click", () => void this.copy());
  }

  private text(): string {
    const from = this.dataset["from"];
    const source = from ? document.querySelector<HTMLElement>(from) : null;
    return source ? source.innerText.trim() : (this.dataset["text"] ?? "");
  }

  private async copy(): Promise<void> {
    const label = this.querySelector("span") ?? this.querySelector("button");
    if (!label) return;
    try {
      await write(this.text());
    } catch {
      say(word("notCopied"), "amber");
      return;
    }
    const before = label.textContent;
    label.textContent = this.dataset["done"] ?? word("copied");
    window.setTimeout(() => { label.textContent = before; }, 1600);
  }
}

// Pages served over plain http have no clipboard object; the old way still works there.
async function write(text: string): Promise<void> {
  if (window.isSecureContext) return navigator.clipboard.writeText(text);
  const area = document.createElement("textarea");
  area.value = text;
  area.className = "unseen";
  document.body.append(area);
  area.select();
  const done = document.execCommand("copy");
  area.remove();
  if (!done) throw new Error("copy refused");
}

customElements.define("tz-copy", Copy);
