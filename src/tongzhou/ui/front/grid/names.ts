// Whom cells may name, fetched once when somebody first needs it; found by name, pinyin or initials.

export interface Named {
  name: string;
  sounds: string;
  department: string;
}

interface Answer {
  people: [name: string, department: string, sounds: string][];
  departments: [name: string, sounds: string, takesPart: boolean][];
}

export class Directory {
  people: Named[] = [];
  departments: Named[] = [];
  heard: () => void = () => undefined;
  private asked = false;

  constructor(private readonly url: string) {}

  ask = (): void => {
    if (this.asked) return;
    this.asked = true;
    void fetch(this.url, { credentials: "same-origin" })
      .then((answer) => answer.json() as Promise<Answer>)
      .then(({ people, departments }) => {
        this.people = people.map(([name, department, sounds]) => ({ name, department, sounds }));
        const ours = [...departments].sort((one, other) => Number(other[2]) - Number(one[2]));
        this.departments = ours.map(([name, sounds]) => ({ name, sounds, department: "" }));
        this.heard();
      })
      .catch(() => { this.asked = false; });
  };
}

/** The words of a choice, found like names. */
export function wordsOf(options: string[]): Directory {
  const words = new Directory("");
  words.departments = options.map((name) => ({ name, sounds: "", department: "" }));
  words.ask = () => undefined;
  return words;
}

export function found(among: Named[], typed: string, department: string): Named[] {
  const text = typed.toLowerCase().replace(/\s/g, "");
  const near = among.filter((one) => !department || one.department === department);
  if (!text) return near;
  const score = (one: Named): number => {
    if (one.name.startsWith(typed)) return 0;
    const [whole = "", initials = ""] = one.sounds.split(" ");
    if (initials === text || whole === text) return 1;
    if (initials.startsWith(text) || whole.startsWith(text)) return 2;
    return one.name.includes(typed) || whole.includes(text) || initials.includes(text) ? 3 : 9;
  };
  return near.map((one) => [score(one), one] as const).filter(([rank]) => rank < 9).sort((a, b) => a[0] - b[0]).map(([, one]) => one);
}
