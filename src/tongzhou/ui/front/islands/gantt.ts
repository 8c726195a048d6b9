// <tz-gantt data-first="2026-07-01" data-worked="1111100…" data-pixels="6" data-task="/tasks/ID/" data-change="…">
// around the chart of schedule/_gantt.html. Bars (a.g-bar#bar-ID) with data-may="edit" are dragged and resized, by
// mouse, by keys or by a finger that rests on them first, and rest on working days; with data-may="change" the same begins a change request. From the grip
// at either end of a bar a line is drawn to the bar that waits for it.
//
// Keys: up and down choose a bar, left and right move it by a working day, with Shift its end, Enter opens it,
// W says what it waits for, + and - change how much time is in view.
import { type Grip, gripAt, MovingBar } from "./gantt-bar";
import { Days } from "./gantt-days";
import { LinkLine, showGrips, tie } from "./gantt-link";
import { others, send } from "./gantt-send";
import { choose, View, zoomBy } from "./gantt-view";
import { Word } from "./gantt-word";
import { onHold } from "./hold";
import { Hand } from "./others";
import { open, say } from "./parts";

const A_MOMENT = 700;
const STARTS_AT = 4;

class Gantt extends HTMLElement {
  private days = new Days("2000-01-01", "", 1);
  private view = new View(this, this.days);
  private moving: MovingBar | null = null;
  private link: LinkLine | null = null;
  private grip: Grip = "whole";
  private from = 0;
  private dragged = false;
  private waiting = 0;
  private readonly hand = new Hand(others);
  private word!: Word;

  connectedCallback(): void {
    this.setAttribute("data-own-keys", "");
    this.days = new Days(this.dataset["first"] ?? "", this.dataset["worked"] ?? "", Number(this.dataset["pixels"]));
    this.view = new View(this, this.days);
    this.word = new Word(this);
    this.addEventListener("pointerdown", (event) => { if (event.pointerType !== "touch") this.take(event); });
    onHold(this, (target) => target.closest(".g-bar, .g-grip") !== null, (event) => this.take(event), () => Boolean(this.moving ?? this.link));
    this.addEventListener("pointermove", (event) => this.drag(event));
    this.addEventListener("pointerup", (event) => this.drop(event));
    this.addEventListener("pointercancel", () => this.letGo());
    this.addEventListener("pointerover", (event) => this.hover(event));
    this.addEventListener("click", (event) => this.press(event));
    this.addEventListener("dragstart", (event) => event.preventDefault());
    this.addEventListener("keydown", (event) => this.key(event));
    this.addEventListener("focusin", (event) => this.reach(event));
    this.addEventListener("focusout", () => void this.commit());
    this.view.begin();
    showGrips(this, this.querySelector(`[id="${this.dataset["grips"] ?? ""}"][data-may]`));
  }

  private take(event: PointerEvent): void {
    if (event.button !== 0 || !(event.target instanceof Element)) return;
    const bar = event.target.closest<SVGAElement>(".g-bar");
    this.dragged = false;
    if (!bar) return;
    void this.commit();
    this.hand.take();
    if (event.target.matches(".g-grip")) this.link = new LinkLine(bar, event.target);
    else {
      this.moving = new MovingBar(bar, this.days);
      this.grip = gripAt(bar, event);
    }
    this.from = this.view.x(event);
    event.preventDefault();
    bar.focus({ preventScroll: true });
    this.setPointerCapture(event.pointerId);
    if (event.pointerType === "touch") showGrips(this, bar.dataset["may"] ? bar : null);
  }

  private drag(event: PointerEvent): void {
    if (this.link) return this.link.draw(event);
    const moved = this.view.x(event) - this.from;
    if (!this.moving || !this.hasPointerCapture(event.pointerId)) return this.edge(event);
    if (!this.dragged && Math.abs(moved) < STARTS_AT) return;
    this.dragged = true;
    if (!this.moving.bar.dataset["may"]) return;
    this.moving.bar.classList.add("dragging");
    showGrips(this, null);
    this.view.follow(event);
    this.moving.drag(this.grip, Math.round(moved / this.days.pixels));
    this.tell(event.clientX, event.clientY);
  }

  private drop(event: PointerEvent): void {
    if (this.hasPointerCapture(event.pointerId)) this.releasePointerCapture(event.pointerId);
    const link = this.link;
    this.link = null;
    if (link) {
      this.dragged = true;
      void tie(this, link.drop(event));
      return this.hand.empty();
    }
    const moving = this.moving;
    moving?.bar.classList.remove("dragging");
    if (moving && this.dragged && !moving.bar.dataset["may"]) say(this.dataset["locked"] ?? "", "amber");
    void this.commit();
  }

  private letGo(): void {
    this.moving?.putBack();
    this.moving = null;
    this.link?.remove();
    this.link = null;
    this.word.hide();
    this.hand.empty();
  }

  /** Sends where the bar now stands, or begins a change request with it. */
  private async commit(): Promise<void> {
    window.clearTimeout(this.waiting);
    const moving = this.moving;
    this.moving = null;
    this.word.hide();
    if (!moving?.isMoved) return this.hand.empty();
    const { task, value, was } = moving;
    if (moving.bar.dataset["may"] === "change") {
      moving.putBack();
      this.hand.empty();
      const [start = "", end = ""] = value.split(" ~ ");
      say(this.dataset["signed"] ?? "", "river");
      return open(`${this.dataset["change"]}?${new URLSearchParams({ task, start, end })}`);
    }
    const path = this.path(task, "dates");
    moving.settle();
    const sent = send(path, { value, was });
    this.hand.empty();
    if (!(await sent)) return moving.putBack();
    say(this.dataset["moved"] ?? "", "moss", () => void send(path, { value: was, was: value }));
  }

  private path(task: string, noun: string): string {
    return (this.dataset["task"] ?? "").replace("ID", task) + noun;
  }

  private hover(event: PointerEvent): void {
    const bar = event.target instanceof Element ? event.target.closest<SVGAElement>(".g-bar") : null;
    if (!this.link && !this.moving) showGrips(this, bar?.dataset["may"] ? bar : null);
  }

  private edge(event: PointerEvent): void {
    const bar = event.target instanceof Element ? event.target.closest<SVGAElement>(".g-bar[data-may]") : null;
    if (bar) bar.toggleAttribute("data-edge", gripAt(bar, event) !== "whole");
  }

  private press(event: MouseEvent): void {
    if (!(event.target instanceof Element)) return;
    const zoom = event.target.closest<HTMLAnchorElement>("a[href^='?zoom']");
    const line = event.target.closest<SVGElement>(".g-reach");
    const bar = event.target.closest<SVGAElement>(".g-bar");
    if (zoom || event.ctrlKey || event.metaKey) return;
    if (line) open(this.path(line.dataset["task"] ?? "", "dependencies"));
    if (!bar) return;
    event.preventDefault();
    if (!this.dragged) open(bar.getAttribute("href") ?? "");
    this.dragged = false;
  }

  private key(event: KeyboardEvent): void {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const bar = event.target instanceof Element ? event.target.closest<SVGAElement>(".g-bar") : null;
    const side = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
    const along = { ArrowDown: 1, ArrowUp: -1, Home: -Infinity, End: Infinity }[event.key];
    if (event.key === "+" || event.key === "-") zoomBy(event.key === "+" ? -1 : 1);
    else if (along) choose(this, bar, along);
    else if (bar && side) this.nudge(bar, event.shiftKey ? "end" : "whole", side);
    else if (bar && event.key.toLowerCase() === "w") open(this.path(bar.id.slice(4), "dependencies"));
    else if (event.key === "Escape" && this.moving) this.letGo();
    else return;
    event.preventDefault();
  }

  private nudge(bar: SVGAElement, how: Grip, by: number): void {
    if (!bar.dataset["may"]) return say(this.dataset["locked"] ?? "", "amber");
    if (this.moving?.bar !== bar) this.moving = new MovingBar(bar, this.days);
    this.hand.take();
    this.moving.nudge(how, by);
    const { left, top } = bar.getBoundingClientRect();
    this.tell(left, top);
    window.clearTimeout(this.waiting);
    this.waiting = window.setTimeout(() => void this.commit(), A_MOMENT);
  }

  /** A bar that is chosen by key comes into view, and so does its name. */
  private reach(event: FocusEvent): void {
    const bar = event.target instanceof Element ? event.target.closest<SVGAElement>(".g-bar") : null;
    this.querySelector("[data-at]")?.removeAttribute("data-at");
    if (!bar) return;
    this.querySelector(`.g-name[data-row="${bar.id.slice(4)}"]`)?.setAttribute("data-at", "");
    if (bar.matches(":focus-visible")) bar.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  private tell(x: number, y: number): void {
    if (!this.moving) return;
    this.word.say(`${this.moving.text} · ${this.moving.workdays} ${this.dataset["days"]}`, x, y);
  }
}

customElements.define("tz-gantt", Gantt);
