// <tz-zoom>: a picture grows and shrinks around the pointer with Ctrl and the wheel; + and − do it from
// the keyboard, 0 fits it into its frame, 1 gives its own size. Without script the links beside it do.

const LEAST = 0.25;
const MOST = 4;
const STEP = 1.2;
const KEYS: Record<string, number> = { "+": STEP, "=": STEP, "-": 1 / STEP };

class Zoom extends HTMLElement {
  connectedCallback(): void {
    this.addEventListener("wheel", (event) => this.wheel(event), { passive: false });
    this.addEventListener("keydown", (event) => this.key(event));
  }

  private get frame(): HTMLElement | null {
    return this.querySelector<HTMLElement>(".scroll");
  }

  private get picture(): SVGSVGElement | null {
    return this.querySelector("svg[viewBox]");
  }

  private wheel(event: WheelEvent): void {
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    const box = this.frame?.getBoundingClientRect();
    if (box) this.grow(event.deltaY < 0 ? STEP : 1 / STEP, event.clientX - box.left, event.clientY - box.top);
  }

  private key(event: KeyboardEvent): void {
    const { frame, picture } = this;
    if (!frame || !picture || event.ctrlKey || event.metaKey || event.altKey) return;
    const factor = KEYS[event.key];
    if (factor) this.grow(factor, frame.clientWidth / 2, frame.clientHeight / 2);
    else if (event.key === "0") this.size(frame.clientWidth / picture.viewBox.baseVal.width);
    else if (event.key === "1") this.size(1);
    else return;
    event.preventDefault();
  }

  /** What lies under the point stays there. */
  private grow(factor: number, x: number, y: number): void {
    const { frame, picture } = this;
    if (!frame || !picture) return;
    const before = picture.clientWidth;
    const left = frame.scrollLeft + x;
    const top = frame.scrollTop + y;
    this.size((before * factor) / picture.viewBox.baseVal.width);
    const grown = picture.clientWidth / before;
    frame.scrollTo(left * grown - x, top * grown - y);
  }

  private size(scale: number): void {
    const { picture } = this;
    if (!picture) return;
    const kept = Math.min(Math.max(scale, LEAST), MOST);
    const { width, height } = picture.viewBox.baseVal;
    picture.setAttribute("width", String(Math.round(width * kept)));
    picture.setAttribute("height", String(Math.round(height * kept)));
  }
}

customElements.define("tz-zoom", Zoom);
