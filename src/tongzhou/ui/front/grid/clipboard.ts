// Blocks of cells as spreadsheets copy and paste them: tabs between cells, quotes around lines within one.

export function parse(data: DataTransfer): string[][] {
  const text = data.getData("text/plain");
  if (text.trim()) return fromText(text);
  const page = new DOMParser().parseFromString(data.getData("text/html"), "text/html");
  return [...page.querySelectorAll("tr")].map((row) => [...row.cells].map((cell) => cell.innerText.trim()));
}

export function fromText(text: string): string[][] {
  const rows: string[][] = [[]];
  let cell = "";
  let quoted = false;
  const source = text.replace(/\r\n?/g, "\n").replace(/\n$/, "");
  for (let place = 0; place < source.length; place += 1) {
    const sign = source[place]!;
    if (quoted) {
      if (sign !== '"') cell += sign;
      else if (source[place + 1] === '"') cell += source[(place += 1)]!;
      else quoted = false;
    } else if (sign === '"' && cell === "") quoted = true;
    else if (sign === "\t" || sign === "\n") {
      rows.at(-1)!.push(cell.trim());
      cell = "";
      if (sign === "\n") rows.push([]);
    } else cell += sign;
  }
  rows.at(-1)!.push(cell.trim());
  return rows;
}

export function write(data: DataTransfer, rows: string[][]): void {
  data.setData("text/plain", rows.map((row) => row.map(quote).join("\t")).join("\n"));
  const table = document.createElement("table");
  for (const row of rows) {
    const line = table.insertRow();
    for (const value of row) line.insertCell().innerText = value;
  }
  data.setData("text/html", table.outerHTML);
}

function quote(value: string): string {
  return /[\t\n"]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}

/** The block repeated over a larger selection, when that holds it a whole number of times. */
export function tiled(rows: string[][], height: number, width: number): string[][] {
  const [own, wide] = [rows.length, Math.max(...rows.map((row) => row.length))];
  if (height % own || width % wide) return rows;
  return Array.from({ length: height }, (_row, y) => Array.from({ length: width }, (_cell, x) => rows[y % own]![x % wide] ?? ""));
}
