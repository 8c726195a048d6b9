// One cell of the matrix to the server; its row and what hangs on it come back.
import { askForParts, swap } from "./parts";

export const PARTS = ["plan-summary", "raci-shares", "findings"];

/** True when the server took it; otherwise it has said why not. */
export async function send(path: string, values: Record<string, string>): Promise<boolean> {
  const fresh = await askForParts(path + location.search, values);
  if (fresh) swap(fresh, [fresh.querySelector("tr[id]")?.id ?? "", ...PARTS]);
  return fresh !== null;
}
