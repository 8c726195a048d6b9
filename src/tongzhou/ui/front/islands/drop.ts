// <tz-drop data-send><label class="drop">… <input type="file"> <b data-name></b></label></tz-drop>
// Takes a dropped file; data-send sends the form at once.

class Drop extends HTMLElement {
  connectedCallback(): void {
    const input = this.querySelector<HTMLInputElement>("input[type=file]");
    const area = this.querySelector<HTMLElement>(".drop");
    if (!input || !area) return;
    input.addEventListener("change", () => this.chosen(input));
    area.addEventListener("dragover", (event) => {
      event.preventDefault();
      area.setAttribute("data-over", "");
    });
    area.addEventListener("dragleave", () => area.removeAttribute("data-over"));
    area.addEventListener("drop", (event) => {
      event.preventDefault();
      area.removeAttribute("data-over");
      if (!event.dataTransfer?.files.length) return;
      input.files = event.dataTransfer.files;
      this.chosen(input);
    });
  }

  private chosen(input: HTMLInputElement): void {
    const name = this.querySelector<HTMLElement>("[data-name]");
    if (name) name.textContent = [...(input.files ?? [])].map((file) => file.name).join("、");
    if (this.hasAttribute("data-send")) input.form?.requestSubmit();
  }
}

customElements.define("tz-drop", Drop);
