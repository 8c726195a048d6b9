"""The Gantt chart of 500 bars: until it can be used, until a bar follows a key, until it is saved."""

import statistics

from bench.plan.house import open_house

TURNS = 15
INTERACTIVE = """() => {
  const chart = document.querySelector("tz-gantt");
  if (!chart?.hasAttribute("data-own-keys")) return null;
  const begun = performance.now();
  chart.getBoundingClientRect();
  return begun;
}"""
NUDGE = """() => new Promise((done) => {
  const bar = document.querySelector(".g-bar");
  bar.focus();
  const begun = performance.now();
  bar.dispatchEvent(new KeyboardEvent("keydown", {key: "ArrowRight", bubbles: true}));
  requestAnimationFrame(() => setTimeout(() => done(performance.now() - begun)));
})"""


def main() -> None:
    with open_house() as (page, address, case):
        opened, painted, saved, sizes = [], [], [], []
        for turn in range(TURNS):
            answer = page.goto(f"{address}/collaborations/{case}/plan/gantt?zoom=month")
            handle = page.wait_for_function(INTERACTIVE)
            opened.append(float(handle.json_value()))
            assert answer
            sizes.append(len(answer.body()))
            bars = page.locator(".g-bar").count()
            with page.expect_response(lambda one: "/dates" in one.url) as sent:
                painted.append(float(page.evaluate(NUDGE)))
            timing = sent.value.request.timing
            sent.value.finished()
            saved.append(sent.value.request.timing["responseEnd"] - timing["requestStart"])
            if not turn:
                print(f"{bars} bars, {sizes[0] / 1024:.0f} KB of HTML")
        _say("interactive after navigation", opened, 500)
        _say("key to repaint", painted, 50)
        _say("new dates saved, chart drawn anew", saved, 500)


def _say(what: str, times: list[float], aim: int) -> None:
    later = sorted(times)
    p95 = later[min(len(later) - 1, round(len(later) * 0.95))]
    print(f"{what}: p50 {statistics.median(times):.0f} ms, p95 {p95:.0f} ms (aim {aim} ms)")
