// Blocks about blocks: what takes one back, what is left of one when somebody else was faster.
import type { Block, Cell } from "./facts";

/** What takes a block back: the texts that stood there, rows out that came, in that went, where they were. */
export function inverse(block: Block, made: Record<string, string>, following: string, now: (place: string) => string): Block {
  const back: Block = {};
  const known = (block.cells ?? []).filter(([row]) => !made[row]);
  if (known.length) back.cells = known.map(([row, column, , was]) => [row, column, was ?? "", now(`${row} ${column}`)]);
  if (block.added?.length) back.removed = Object.values(made);
  if (block.removed?.length) back.restored = block.removed;
  if (block.restored?.length) back.removed = block.restored;
  if (block.moved?.length) {
    back.moved = block.moved;
    if (following) back.before = following;
  }
  return back;
}

export function withTheirs(block: Block, theirs: Record<string, string>, mine: boolean): Block {
  const cells = (block.cells ?? []).flatMap(([row, column, value, was]): Cell[] => {
    const now = theirs[`${row} ${column}`];
    if (now === undefined) return [[row, column, value, was]];
    return mine ? [[row, column, value, now]] : [];
  });
  return { ...block, cells };
}
