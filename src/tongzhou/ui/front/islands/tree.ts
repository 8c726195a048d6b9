// <tz-tree>: branches fold; the arrow keys walk. Without script everything is open.

const ROW = "li";

class Tree extends HTMLElement {
  connectedCallback(): void {
    for (const fold of this.folds()) fold.hidden = false;
    this.addEventListener("click", (event) => {
      const fold = event.target instanceof Element ? event.target.closest<HTMLButtonElement>(".fold") : null;
      if (fold) this.turn(fold, fold.getAttribute("aria-expanded") !== "true");
    });
    this.addEventListener("keydown", (event) => this.walk(event));
    document.querySelectorAll<HTMLButtonElement>("[data-fold]").forEach((button) => {
      button.hidden = false;
      button.addEventListener("click", () => this.all(button.dataset["fold"] === "open"));
    });
  }

  private folds(): HTMLButtonElement[] {
    return [...this.querySelectorAll<HTMLButtonElement>(".fold")];
  }

  private turn(fold: HTMLButtonElement, open: boolean): void {
    fold.setAttribute("aria-expanded", String(open));
    const below = fold.closest(ROW)?.querySelector<HTMLElement>(":scope > ul");
    if (below) below.hidden = !open;
  }

  private all(open: boolean): void {
    this.folds().slice(open ? 0 : 1).forEach((fold) => this.turn(fold, open));
  }

  private walk(event: KeyboardEvent): void {
    const link = event.target instanceof Element ? event.target.closest<HTMLElement>(".place a, .fold") : null;
    const row = link?.closest<HTMLElement>(ROW);
    if (!link || !row || event.ctrlKey || event.metaKey || event.altKey) return;
    const fold = row.querySelector<HTMLButtonElement>(":scope > .node .fold");
    const isOpen = fold?.getAttribute("aria-expanded") === "true";
    if (event.key === "ArrowRight" && fold && !isOpen) this.turn(fold, true);
    else if (event.key === "ArrowLeft" && fold && isOpen) this.turn(fold, false);
    else if (event.key === "ArrowLeft") row.parentElement?.closest(ROW)?.querySelector<HTMLElement>(".place a")?.focus();
    else if (event.key === "ArrowRight" || event.key === "ArrowDown") this.step(row, 1);
    else if (event.key === "ArrowUp") this.step(row, -1);
    else return;
    event.preventDefault();
  }

  private step(row: Element, by: number): void {
    const seen = [...this.querySelectorAll<HTMLElement>(ROW)].filter((one) => !one.parentElement?.closest("[hidden]"));
    seen[seen.indexOf(row as HTMLElement) + by]?.querySelector<HTMLElement>(".place a")?.focus();
  }
}

customElements.define("tz-tree", Tree);
