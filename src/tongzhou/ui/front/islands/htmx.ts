// htmx 2 with morphing; nothing is evaluated and no style is injected, so the page needs no unsafe policy.
import htmx from "htmx.org";
import { Idiomorph } from "idiomorph";

htmx.config.allowEval = false;
htmx.config.includeIndicatorStyles = false;
htmx.config.selfRequestsOnly = true;
htmx.config.scrollBehavior = "auto";
htmx.config.historyCacheSize = 0;
htmx.config.responseHandling = [
  { code: "204", swap: false },
  { code: "[23]..", swap: true },
  { code: "4(03|04|09|22|29)", swap: true, error: false },
  { code: "[45]..", swap: false, error: true },
];

htmx.defineExtension("morph", {
  isInlineSwap: (style) => style === "morph" || style === "morph:outerHTML" || style === "morph:innerHTML",
  handleSwap: (style, target, fragment) => {
    if (!style.startsWith("morph")) return false;
    const content = fragment instanceof DocumentFragment ? [...fragment.children] : fragment;
    const morphStyle = style === "morph:innerHTML" ? "innerHTML" : "outerHTML";
    return Idiomorph.morph(target as Element, content, { morphStyle }) as Node[];
  },
});

export { htmx, Idiomorph };
