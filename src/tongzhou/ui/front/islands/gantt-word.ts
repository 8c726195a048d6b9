// Beside the pointer: from when to when the bar would be.

export class Word {
  private readonly box = document.createElement("div");

  constructor(chart: Element) {
    this.box.className = "g-word";
    this.box.setAttribute("role", "status");
    this.box.hidden = true;
    chart.append(this.box);
  }

  say(text: string, x: number, y: number): void {
    this.box.textContent = text;
    this.box.hidden = false;
    this.box.style.translate = `${Math.round(x + 12)}px ${Math.round(y - 34)}px`;
  }

  hide(): void {
    this.box.hidden = true;
  }
}
