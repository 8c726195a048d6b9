// What a key means: while somebody types into a cell it is the text's, otherwise the table's.

export interface Act {
  does: "step" | "page" | "finish" | "tab" | "newline" | "give-up" | "edit" | "fill" | "fill-down" | "clear" | "all"
    | "undo" | "redo" | "add" | "remove" | "move" | "move-column";
  down?: number;
  right?: number;
  extend?: boolean;
  back?: boolean;
}

const FAR = 100_000;
const ARROWS: Record<string, [down: number, right: number]> = {
  ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1],
};

export function actFor(event: KeyboardEvent, editing: boolean): Act | null {
  const command = event.ctrlKey || event.metaKey;
  if (editing) return whileEditing(event, command);
  if (command) return withCommand(event);
  const arrow = ARROWS[event.key];
  if (event.altKey && event.shiftKey && arrow?.[1]) return { does: "move-column", right: arrow[1] };
  if (event.altKey) return arrow?.[0] ? { does: "move", down: arrow[0] } : null;
  if (arrow) return { does: "step", down: arrow[0], right: arrow[1], extend: event.shiftKey };
  switch (event.key) {
    case "Enter": return event.shiftKey ? { does: "step", down: -1 } : { does: "edit" };
    case "F2": return { does: "edit" };
    case "Tab": return { does: "tab", back: event.shiftKey };
    case "Home": return { does: "step", right: -FAR, extend: event.shiftKey };
    case "End": return { does: "step", right: FAR, extend: event.shiftKey };
    case "PageUp": return { does: "page", down: -1, extend: event.shiftKey };
    case "PageDown": return { does: "page", down: 1, extend: event.shiftKey };
    case "Delete": case "Backspace": return { does: "clear" };
    case "Escape": return { does: "give-up" };
    case "Insert": return { does: "add" };
    default: return null;
  }
}

function whileEditing(event: KeyboardEvent, command: boolean): Act | null {
  if (event.key === "Enter" && command) return { does: "fill" };
  if (event.key === "Enter" && event.altKey) return { does: "newline" };
  if (event.key === "Enter") return { does: "finish", down: event.shiftKey ? -1 : 1 };
  if (event.key === "Tab") return { does: "tab", back: event.shiftKey };
  if (event.key === "Escape") return { does: "give-up" };
  return null;
}

function withCommand(event: KeyboardEvent): Act | null {
  const arrow = ARROWS[event.key];
  if (arrow) return { does: "step", down: arrow[0] * FAR, right: arrow[1] * FAR, extend: event.shiftKey };
  switch (event.key.toLowerCase()) {
    case "z": return { does: event.shiftKey ? "redo" : "undo" };
    case "y": return { does: "redo" };
    case "d": return { does: "fill-down" };
    case "a": return { does: "all" };
    case "home": return { does: "step", down: -FAR, right: -FAR, extend: event.shiftKey };
    case "end": return { does: "step", down: FAR, right: FAR, extend: event.shiftKey };
    case "enter": return { does: "add" };
    case "delete": case "backspace": return { does: "remove" };
    default: return null;
  }
}
