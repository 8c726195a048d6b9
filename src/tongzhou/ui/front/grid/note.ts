// The box at a cell that could not be saved: what is wrong, or both texts where somebody was faster.

import { float } from "./float";

export interface Line {
  label: string;
  text: string;
}

export function note(cell: HTMLElement, lines: Line[], choices: [label: string, act: () => void][]): HTMLElement {
  close();
  const box = document.createElement("div");
  box.className = "cell-note";
  box.setAttribute("role", "alert");
  for (const { label, text } of lines) {
    const line = document.createElement("p");
    if (label) {
      const named = document.createElement("b");
      named.textContent = label;
      line.append(named, " ");
    }
    line.append(text);
    box.append(line);
  }
  for (const [label, act] of choices) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "btn tiny";
    button.textContent = label;
    button.addEventListener("click", () => {
      box.remove();
      act();
    });
    box.append(button);
  }
  box.addEventListener("pointerdown", (event) => event.stopPropagation());
  box.addEventListener("keydown", (event) => event.stopPropagation());
  cell.scrollIntoView({ block: "nearest", inline: "nearest" });
  float(box, cell);
  return box;
}

export function close(): void {
  document.querySelector(".cell-note")?.remove();
}
