// <tz-files><label class="drop">… <input type="file" multiple></label><ul data-chosen></ul><progress></tz-files>
// Files chosen, dropped or pasted anywhere in the form gather in one list, each can be left out again,
// and the bar shows how far the upload is.

class Files extends HTMLElement {
  connectedCallback(): void {
    const input = this.input();
    const area = this.querySelector<HTMLElement>(".drop");
    if (!input || !area) return;
    let before = [...(input.files ?? [])];
    input.addEventListener("change", () => {
      const chosen = [...(input.files ?? [])];
      this.take(input, input.multiple ? [...before, ...chosen] : chosen);
      before = [...(input.files ?? [])];
    });
    this.addEventListener("tz-changed", () => { before = [...(input.files ?? [])]; });
    area.addEventListener("dragover", (event) => {
      event.preventDefault();
      area.setAttribute("data-over", "");
    });
    area.addEventListener("dragleave", () => area.removeAttribute("data-over"));
    area.addEventListener("drop", (event) => {
      event.preventDefault();
      area.removeAttribute("data-over");
      this.add(event.dataTransfer?.files);
    });
    const form = input.form;
    form?.addEventListener("paste", this.pasted);
    form?.addEventListener("htmx:xhr:progress", this.progressed);
    form?.addEventListener("htmx:afterRequest", this.ended);
  }

  disconnectedCallback(): void {
    const form = this.closest("form");
    form?.removeEventListener("paste", this.pasted);
    form?.removeEventListener("htmx:xhr:progress", this.progressed);
    form?.removeEventListener("htmx:afterRequest", this.ended);
  }

  private input(): HTMLInputElement | null {
    return this.querySelector<HTMLInputElement>("input[type=file]");
  }

  private pasted = (event: ClipboardEvent): void => {
    const files = event.clipboardData?.files;
    if (!files?.length) return;
    event.preventDefault();
    const now = new Date();
    const time = [now.getHours(), now.getMinutes(), now.getSeconds()].map((part) => String(part).padStart(2, "0")).join("");
    const named = [...files].map((file, at) => file.name === "image.png"
      ? new File([file], `${this.dataset["picture"] ?? "image"}-${time}${at ? `-${at}` : ""}.png`, { type: file.type })
      : file);
    this.add(named);
  };

  private progressed = (event: Event): void => {
    const { loaded, total } = (event as CustomEvent<{ loaded: number; total: number }>).detail;
    const bar = this.querySelector<HTMLProgressElement>("progress");
    if (!bar || !this.input()?.files?.length || !total) return;
    bar.hidden = false;
    bar.value = Math.round(loaded / total * 100);
  };

  private ended = (): void => {
    const bar = this.querySelector<HTMLProgressElement>("progress");
    if (bar) bar.hidden = true;
    const input = this.input();
    if (input) this.show(input);
  };

  private add(files: Iterable<File> | FileList | null | undefined): void {
    const input = this.input();
    if (!input || !files) return;
    const more = [...files];
    if (more.length) this.take(input, input.multiple ? [...(input.files ?? []), ...more] : more.slice(-1));
  }

  private take(input: HTMLInputElement, files: File[]): void {
    const gathered = new DataTransfer();
    for (const file of files) gathered.items.add(file);
    input.files = gathered.files;
    this.dispatchEvent(new Event("tz-changed"));
    this.show(input);
  }

  private show(input: HTMLInputElement): void {
    const list = this.querySelector<HTMLElement>("[data-chosen]");
    if (!list) return;
    const files = [...(input.files ?? [])];
    list.replaceChildren(...files.map((file, at) => {
      const line = document.createElement("li");
      const name = document.createElement("span");
      name.textContent = `${file.name} · ${Math.max(1, Math.round(file.size / 1024))} KB`;
      const remove = document.createElement("button");
      remove.type = "button";
      remove.className = "link small";
      remove.textContent = this.dataset["remove"] ?? "×";
      remove.setAttribute("aria-label", `${remove.textContent} ${file.name}`);
      remove.addEventListener("click", () => this.take(input, files.filter((_one, other) => other !== at)));
      line.append(name, remove);
      return line;
    }));
  }
}

customElements.define("tz-files", Files);
