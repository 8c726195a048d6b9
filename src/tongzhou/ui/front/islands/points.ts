/** Says under fields that share a whole how much of it is given: <points-sum data-whole data-label>. */
class PointsSum extends HTMLElement {
  connectedCallback(): void {
    this.addEventListener("input", () => this.tell());
    this.tell();
  }

  private tell(): void {
    const told = this.querySelector("[data-sum]");
    const fields = [...this.querySelectorAll<HTMLInputElement>("input[type=number]")];
    if (!told || fields.every((field) => field.value === "")) return;
    const given = fields.reduce((sum, field) => sum + (Number(field.value) || 0), 0);
    told.textContent = (this.dataset["label"] ?? "#").replace("#", String(given));
    told.classList.toggle("tone-moss", given === Number(this.dataset["whole"]));
  }
}

customElements.define("points-sum", PointsSum);
