// The days of the chart by number: 0 is the first one shown. Bars rest on working days only.

export class Days {
  private readonly first: number;

  constructor(first: string, private readonly worked: string, readonly pixels: number) {
    this.first = Date.parse(`${first}T00:00:00Z`);
  }

  index(day: string): number {
    return Math.round((Date.parse(`${day}T00:00:00Z`) - this.first) / 86_400_000);
  }

  iso(index: number): string {
    return new Date(this.first + index * 86_400_000).toISOString().slice(0, 10);
  }

  /** As the reader writes it: 7月3日. */
  text(index: number): string {
    const day = new Date(this.first + index * 86_400_000);
    return day.toLocaleDateString(document.documentElement.lang, { month: "short", day: "numeric", timeZone: "UTC" });
  }

  isWorked(index: number): boolean {
    return (this.worked[index] ?? "1") === "1";
  }

  /** The next working day from `index` on, in the direction somebody moves. */
  rest(index: number, direction: number): number {
    let found = index;
    while (!this.isWorked(found)) found += direction < 0 ? -1 : 1;
    return found;
  }

  /** The working day `count` steps further. */
  step(index: number, count: number): number {
    let found = index;
    for (let left = Math.abs(count); left > 0; left -= 1) found = this.rest(found + Math.sign(count), count);
    return found;
  }

  /** Working days from the one to the other, both counted. */
  within(start: number, end: number): number {
    let count = 0;
    for (let day = start; day <= end; day += 1) count += Number(this.isWorked(day));
    return count;
  }
}
