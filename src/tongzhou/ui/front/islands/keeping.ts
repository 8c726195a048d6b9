// What stays as it is while the page around it is made new: forms somebody has begun to fill in, the field
// that has the focus, what is folded out, and elements that look after themselves.
type Control = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

const CONTROLS = "input:not([type=hidden]), select, textarea";

function begun(control: Control): boolean {
  if (control === document.activeElement) return !(control instanceof HTMLInputElement && control.type === "submit");
  if (control instanceof HTMLSelectElement) {
    const chosen = [...control.options];
    const given = chosen.some((one) => one.defaultSelected);
    return given ? chosen.some((one) => one.selected !== one.defaultSelected) : control.selectedIndex > 0;
  }
  if (control instanceof HTMLInputElement && (control.type === "checkbox" || control.type === "radio")) {
    return control.checked !== control.defaultChecked;
  }
  if (control instanceof HTMLInputElement && control.type === "file") return control.value !== "";
  return control.value !== control.defaultValue;
}

export interface Keeping {
  some: boolean;
  /** Parts that were fetched when one got to them, by their address: what comes anew has them empty. */
  parts: Map<string, string>;
  beforeNodeMorphed: (old: Node, fresh: Node) => boolean;
  beforeNodeRemoved: (old: Node) => boolean;
  beforeAttributeUpdated: (name: string) => boolean;
}

/** What Idiomorph asks; found out once, before anything is touched. */
export function keeping(): Keeping {
  const kept = new Set<Element>();
  for (const control of document.querySelectorAll<Control>(`.main :is(${CONTROLS})`)) {
    if (!begun(control)) continue;
    kept.add(control);
    if (control.form) kept.add(control.form);
  }
  const whole = (old: Element): boolean => kept.has(old) || own(old) || (isControl(old) && old.form !== null && kept.has(old.form));
  const parts = new Map<string, string>();
  return {
    some: kept.size > 0,
    parts,
    beforeNodeMorphed: (old, fresh) => !(old instanceof Element && (whole(old) || fetched(old, fresh, parts))),
    beforeNodeRemoved: (old) => !(old instanceof Element && (whole(old) || [...kept].some((one) => old.contains(one)))),
    beforeAttributeUpdated: (name) => name !== "open",
  };
}

function fetched(old: Element, fresh: Node, parts: Map<string, string>): boolean {
  if (!(fresh instanceof Element) || !fresh.getAttribute("hx-trigger")?.startsWith("intersect")) return false;
  if (!old.hasAttribute("hx-trigger")) parts.set(`#${CSS.escape(fresh.id)}`, fresh.getAttribute("hx-get") ?? "");
  return true;
}

function isControl(old: Element): old is Control {
  return old.matches(CONTROLS);
}

// <tz-grid> and its kin ask the server themselves.
function own(old: Element): boolean {
  return old.localName.startsWith("tz-") && old.localName !== "tz-copy";
}
