// <tz-board data-by="state"> around columns (.b-column[data-to]) of cards (.b-card[data-move]): a card is dragged into
// another column, by mouse or a finger that rests on it first, or put there with Shift and left or right. The server does what the column stands for; where it
// has to ask something first, its form opens; where it may not be, it says why.
import { onHold } from "./hold";
import { Hand, Others } from "./others";
import { ask, open, read, say, swap } from "./parts";

const STARTS_AT = 5;
const PARTS = ["board", "plan-summary"];

const others = new Others((now) => swap(now, PARTS));

interface Drag {
  card: HTMLElement;
  x: number;
  y: number;
  over: HTMLElement | null;
  moved: boolean;
}

class Board extends HTMLElement {
  private drag: Drag | null = null;
  private dragged = false;
  private readonly hand = new Hand(others);

  connectedCallback(): void {
    this.setAttribute("data-own-keys", "");
    this.addEventListener("pointerdown", (event) => { if (event.pointerType !== "touch") this.take(event); });
    onHold(this, (target) => target.closest(".b-card") !== null && !target.closest("a.btn"), (event) => this.hold(event), () => this.drag !== null);
    this.addEventListener("pointermove", (event) => this.carry(event));
    this.addEventListener("pointerup", () => this.drop());
    this.addEventListener("pointercancel", () => this.putBack());
    this.addEventListener("click", (event) => this.dragged && event.preventDefault(), { capture: true });
    this.addEventListener("dragstart", (event) => event.preventDefault());
    this.addEventListener("keydown", (event) => this.key(event));
  }

  private take(event: PointerEvent): void {
    this.dragged = false;
    const card = event.target instanceof Element ? event.target.closest<HTMLElement>(".b-card") : null;
    if (!card || event.button !== 0) return;
    if (event.target instanceof Element && event.target.closest("a.btn")) return;
    this.drag = { card, x: event.clientX, y: event.clientY, over: null, moved: false };
  }

  /** A finger has rested on the card: it is lifted before it moves. */
  private hold(event: PointerEvent): void {
    this.take(event);
    this.hand.take();
    this.drag?.card.classList.add("dragging");
  }

  private carry(event: PointerEvent): void {
    const drag = this.drag;
    if (!drag) return;
    const [x, y] = [event.clientX - drag.x, event.clientY - drag.y];
    if (!drag.moved && Math.hypot(x, y) < STARTS_AT) return;
    if (!drag.moved) this.setPointerCapture(event.pointerId);
    this.hand.take();
    drag.moved = true;
    drag.card.classList.add("dragging");
    drag.card.style.translate = `${x}px ${y}px`;
    drag.over?.classList.remove("over");
    const under = document.elementFromPoint(event.clientX, event.clientY);
    drag.over = under?.closest<HTMLElement>(".b-column:not([data-closed])") ?? null;
    drag.over?.classList.add("over");
  }

  private drop(): void {
    const drag = this.drag;
    this.putBack();
    if (!drag?.moved) return;
    this.dragged = true;
    const from = drag.card.closest<HTMLElement>(".b-column");
    if (drag.over && drag.over !== from) void this.move(drag.card, drag.over, from);
  }

  private putBack(): void {
    this.drag?.card.classList.remove("dragging");
    this.drag?.card.style.removeProperty("translate");
    this.drag?.over?.classList.remove("over");
    this.drag = null;
    this.hand.empty();
  }

  private key(event: KeyboardEvent): void {
    const card = event.target instanceof HTMLElement && event.target.matches(".b-card") ? event.target : null;
    if (!card || event.ctrlKey || event.metaKey || event.altKey) return;
    const side = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
    const along = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    const column = card.closest<HTMLElement>(".b-column");
    if (event.key === "Enter") card.querySelector<HTMLElement>(".b-name")?.click();
    else if (along) this.focusOn(card, along);
    else if (side && column) this.sideways(card, column, side, event.shiftKey);
    else return;
    event.preventDefault();
  }

  private focusOn(card: HTMLElement, by: number): void {
    const next = by > 0 ? card.nextElementSibling : card.previousElementSibling;
    if (next instanceof HTMLElement && next.matches(".b-card")) next.focus();
  }

  private sideways(card: HTMLElement, column: HTMLElement, side: number, moves: boolean): void {
    const all = [...this.querySelectorAll<HTMLElement>(".b-column")];
    const open = moves ? all.filter((one) => one === column || !one.hasAttribute("data-closed")) : all.filter((one) => one === column || one.querySelector(".b-card"));
    const next = open[open.indexOf(column) + side];
    if (next && moves) void this.move(card, next, column);
    else if (next) next.querySelector<HTMLElement>(".b-card")?.focus();
  }

  /** Paints at once, then asks the server. */
  private async move(card: HTMLElement, to: HTMLElement, from: HTMLElement | null): Promise<void> {
    const stood = card.nextElementSibling;
    const back = (): void => void from?.querySelector("ul")?.insertBefore(card, stood);
    to.querySelector("ul")?.append(card);
    card.focus();
    if (await this.send(card, to.dataset["to"] ?? "")) {
      const undo = from?.dataset["to"] ? (): void => void this.send(card, from.dataset["to"] ?? "") : undefined;
      say(this.dataset["moved"] ?? "", "moss", this.dataset["by"] === "state" ? undefined : undo);
    } else back();
  }

  private async send(card: HTMLElement, to: string): Promise<boolean> {
    others.hold();
    const answer = await ask(card.dataset["move"] ?? "", { by: this.dataset["by"] ?? "", to });
    others.letGo(answer !== null);
    if (answer?.redirected) open(new URL(answer.url).pathname);
    else if (answer) {
      swap(await read(answer), PARTS);
      document.getElementById(card.id)?.focus();
    }
    return answer !== null && !answer.redirected;
  }
}

customElements.define("tz-board", Board);
