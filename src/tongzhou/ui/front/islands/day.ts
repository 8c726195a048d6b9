// <tz-day><input …><button type="button" hidden>…</button></tz-day>: a day is typed as people write it,
// 12月4日, or chosen in the browser's calendar.

function words(): DOMStringMap {
  return document.getElementById("words")?.dataset ?? {};
}

// 2027-03-01 or 2027年3月1日, in a year whose public holidays are still to be published.
function isEstimated(typed: string): boolean {
  const year = /^\s*(\d{4})\D/.exec(typed)?.[1];
  return year !== undefined && (words().estimatedYears ?? "").split(" ").includes(year);
}

class Day extends HTMLElement {
  connectedCallback(): void {
    const typed = this.querySelector<HTMLInputElement>("input");
    const button = this.querySelector<HTMLButtonElement>("button");
    if (!typed || !button || this.querySelector("input[type=date]")) return;
    const chosen = document.createElement("input");
    chosen.type = "date";
    chosen.tabIndex = -1;
    chosen.setAttribute("aria-hidden", "true");
    this.append(chosen);
    const note = document.createElement("small");
    note.className = "estimated";
    note.setAttribute("role", "status");
    this.append(note);
    const tell = (): void => {
      note.textContent = isEstimated(typed.value) ? (words().estimated ?? "") : "";
    };
    typed.addEventListener("input", tell);
    tell();
    button.hidden = false;
    button.addEventListener("click", () => {
      if (/^\d{4}-\d{2}-\d{2}$/.test(typed.value)) chosen.value = typed.value;
      chosen.showPicker();
    });
    chosen.addEventListener("change", () => {
      typed.value = chosen.value;
      typed.dispatchEvent(new Event("input", { bubbles: true }));
      typed.focus();
    });
  }
}

customElements.define("tz-day", Day);
