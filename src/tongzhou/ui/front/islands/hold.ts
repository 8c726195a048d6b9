// A finger that rests on something takes hold of it; one that moves at once scrolls, as everywhere.

const RESTS = 350;
const STILL = 8;

/** `take` is called once the finger has rested; from then on the page stays where it is until `isHeld` says no. */
export function onHold(area: HTMLElement, takes: (target: Element) => boolean, take: (event: PointerEvent) => void, isHeld: () => boolean): void {
  let waiting = 0;
  let at: [number, number] = [0, 0];
  const stop = (): void => window.clearTimeout(waiting);
  area.addEventListener("pointerdown", (event) => {
    if (event.pointerType !== "touch" || !event.isPrimary || !(event.target instanceof Element) || !takes(event.target)) return;
    at = [event.clientX, event.clientY];
    stop();
    waiting = window.setTimeout(() => {
      navigator.vibrate?.(12);
      take(event);
    }, RESTS);
  });
  area.addEventListener("pointermove", (event) => {
    if (Math.hypot(event.clientX - at[0], event.clientY - at[1]) > STILL) stop();
  });
  for (const name of ["pointerup", "pointercancel"] as const) area.addEventListener(name, stop);
  area.addEventListener("touchmove", (event) => { if (isHeld()) event.preventDefault(); }, { passive: false });
  area.addEventListener("contextmenu", (event) => { if (isHeld()) event.preventDefault(); });
}
