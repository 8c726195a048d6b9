// Builds the front end: one script for every page, one for each page that needs its own, one style sheet,
// one icon sprite, each named after its content.
// ui/static/ui/dist/manifest.json maps plain names to built ones; ui/assets.py reads it.
import { build } from "esbuild";
import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { basename, dirname, extname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const front = dirname(fileURLToPath(import.meta.url));
const house = resolve(front, "../..");
const root = resolve(house, "../..");
const dist = resolve(front, "../static/ui/dist");
const AN_HOUR = 3_600_000;

async function bundle(entry) {
  const result = await build({
    entryPoints: [join(front, entry)],
    bundle: true,
    minify: true,
    write: false,
    format: "esm",
    target: ["es2022"],
    legalComments: "none",
    supported: { nesting: true },
    outdir: dist,
  });
  return result.outputFiles[0].contents;
}

async function* files(folder, endings) {
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      if (!["dist", "node_modules", "migrations", "locale"].includes(entry.name)) yield* files(path, endings);
    } else if (endings.includes(extname(entry.name))) yield path;
  }
}

const USE = /\bicon(?:_name)?(?:\(|=|:\s*|"\s*:\s*)\s*["']([a-z0-9-]+)["']/g;

async function iconNames() {
  const names = new Set(JSON.parse(await readFile(join(front, "icons.json"), "utf8")));
  for await (const path of files(house, [".html", ".py", ".ts"])) {
    for (const [, name] of (await readFile(path, "utf8")).matchAll(USE)) names.add(name);
  }
  return [...names].sort();
}

async function symbol(name) {
  const file = join(root, "node_modules/lucide-static/icons", `${name}.svg`);
  const source = await readFile(file, "utf8").catch(() => {
    throw new Error(`There is no icon “${name}” in lucide-static; choose another name.`);
  });
  const inner = source.replace(/<!--[\s\S]*?-->/g, "").match(/<svg[^>]*>([\s\S]*)<\/svg>/)[1];
  return `<symbol id="${name}" viewBox="0 0 24 24">${inner.replace(/\s*\n\s*/g, "")}</symbol>`;
}

async function sprite(names) {
  const symbols = await Promise.all(names.map(symbol));
  const head = "<!-- Lucide icons, ISC licence, https://lucide.dev/license -->";
  return Buffer.from(`${head}<svg xmlns="http://www.w3.org/2000/svg">${symbols.join("")}</svg>`);
}

async function replace(path, contents) {
  const fresh = `${path}.${process.pid}`;
  await writeFile(fresh, contents);
  await rename(fresh, path);
}

async function put(name, contents) {
  const hash = createHash("sha256").update(contents).digest("hex").slice(0, 12);
  const built = `${basename(name, extname(name))}-${hash}${extname(name)}`;
  const brotli = { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } };
  await replace(join(dist, built), contents);
  await replace(join(dist, `${built}.br`), brotliCompressSync(contents, brotli));
  const packed = gzipSync(contents, { level: 9 });
  await replace(join(dist, `${built}.gz`), packed);
  console.log(`${built}  ${(contents.length / 1024).toFixed(1)} KB, ${(packed.length / 1024).toFixed(1)} KB gz`);
  return built;
}

// A server that is still running keeps the files it started with for an hour.
async function sweep(kept) {
  for (const name of await readdir(dist)) {
    const plain = name.replace(/\.(br|gz)$/, "");
    if (kept.has(plain)) continue;
    const { mtimeMs } = await stat(join(dist, name));
    if (Date.now() - mtimeMs > AN_HOUR) await rm(join(dist, name));
  }
}

await mkdir(dist, { recursive: true });
const icons = await iconNames();
const built = {
  "app.js": await put("app.js", await bundle("app.ts")),
  "board.js": await put("board.js", await bundle("board.ts")),
  "gantt.js": await put("gantt.js", await bundle("gantt.ts")),
  "passkey.js": await put("passkey.js", await bundle("passkey.ts")),
  "raci.js": await put("raci.js", await bundle("raci.ts")),
  "zoom.js": await put("zoom.js", await bundle("zoom.ts")),
  "grid.js": await put("grid.js", await bundle("grid/grid.ts")),
  "app.css": await put("app.css", await bundle("css/app.css")),
  "a3.css": await put("a3.css", await bundle("css/a3.css")),
  "icons.svg": await put("icons.svg", await sprite(icons)),
  "mark.svg": await put("mark.svg", await readFile(join(front, "mark.svg"))),
};
await replace(join(dist, "manifest.json"), JSON.stringify({ files: built, icons }, null, 1));
await sweep(new Set([...Object.values(built), "manifest.json"]));
