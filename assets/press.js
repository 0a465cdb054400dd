// Builds what the public site loads: static/press/site.css for every page, static/press/site-lists.css for all that are
// no article, static/press/site.js. Any file static/press/*.css is taken; the order of the styles is that of the layers
// named in tokens.css. Scripts begin at static/press/scripts/start.js. The same sources give the same bytes everywhere.
import { build } from "esbuild";
import { createHash } from "node:crypto";
import { readdir, readFile, writeFile } from "node:fs/promises";

const press = new URL("../static/press/", import.meta.url);
const everywhere = ["tokens", "fonts", "base", "frame", "prose", "piece", "notes", "print"].map((name) => `${name}.css`);
const styles = (await readdir(press)).filter((name) => name.endsWith(".css") && !name.startsWith("site")).sort();
const scripts = (await readdir(new URL("scripts/", press), { recursive: true })).filter((name) => name.endsWith(".js"));

// What stands in the banner: tests/test_press_assets.py computes the same, and so knows a stale result without Node
const digest = createHash("sha256");
for (const name of [...styles, ...scripts.sort().map((name) => `scripts/${name}`)]) {
  digest.update(`${name}\n`).update(await readFile(new URL(name, press)));
}
const banner = `/*! Enface, built from the sources ${digest.digest("hex").slice(0, 16)} */`;
const common = { absWorkingDir: press.pathname, bundle: true, minify: true, charset: "utf8", legalComments: "none" };

// Every byte counts in Georgian. All our languages run from left to right and from above, so that `block-start` is the
// top; and what tokens*.css name needs a name of its own only there: no script and no template speaks of it.
const SIDES = { "block-start": "top", "block-end": "bottom", "inline-start": "left", "inline-end": "right" };
const LETTERS = "abcdefghijklmnopqrstuvwzABCDEFGHIJKLMNOPQRSTUVWXYZ"; // x and y are names that scripts give
const tokens = new Map();
for (const name of styles.filter((name) => name.startsWith("tokens"))) {
  for (const [, token] of (await readFile(new URL(name, press), "utf8")).matchAll(/^\s+(--[a-z-]+):/gm)) {
    if (!tokens.has(token)) tokens.set(token, `--${LETTERS[tokens.size]}`);
  }
}
if (tokens.size > LETTERS.length) throw new Error("More custom properties than letters");

// Of the letters between two runs of a font none is in another one: the runs become one. What a file lacks is looked for
// in the next, as if the range had not named it.
const faces = await readFile(new URL("fonts.css", press), "utf8");
const readRuns = (text) => {
  const runs = [...text.matchAll(/U\+([0-9A-F]+)(?:-([0-9A-F]+))?/g)];
  return runs.map(([, first, last = first]) => [parseInt(first, 16), parseInt(last, 16)]);
};
const held = readRuns(faces);
const isFree = (first, last) => last - first < 512 && held.every((run) => run[1] < first || run[0] >= last);

function joinRuns(range) {
  const joined = [];
  for (const [first, last] of readRuns(range)) {
    const before = joined.at(-1);
    if (before && isFree(before[1] + 1, first)) before[1] = last;
    else joined.push([first, last]);
  }
  return joined.map((run) => `U+${[...new Set(run)].map((point) => point.toString(16).toUpperCase()).join("-")}`).join();
}

const shorten = (css) =>
  css
    .replace(/(?<=unicode-range:)[^;}]+/g, joinRuns)
    .replace(/--[a-z][a-z-]*/g, (name) => tokens.get(name) ?? name)
    .replace(/(?<=\b(margin|padding|border)-)(block|inline)-(start|end)\b/g, (side) => SIDES[side])
    .replace(/\binset-((block|inline)-(start|end)):/g, (_, side) => `${SIDES[side]}:`)
    .replace(/(--[\w-]+): /g, "$1:")
    .replace(/"([A-Z][A-Za-z ]*)"/g, "$1") // names of fonts need no quotes
    .replace(/, /g, ",")
    .replace(/ \/ /g, "/");

async function buildStyles(outfile, names) {
  const contents = names.map((name) => `@import "./${name}";`).join("\n");
  const made = await build({
    ...common,
    stdin: { contents, loader: "css", resolveDir: press.pathname },
    external: ["*.woff2", "*.svg"],
    target: ["chrome112", "firefox117", "safari16.5"],
    write: false,
  });
  await writeFile(new URL(outfile, press), `${banner}\n${shorten(made.outputFiles[0].text)}`);
}

await buildStyles("site.css", everywhere.filter((name) => styles.includes(name)));
await buildStyles("site-lists.css", styles.filter((name) => !everywhere.includes(name)));
await build({
  ...common,
  entryPoints: ["scripts/start.js"],
  outfile: "site.js",
  format: "esm",
  target: ["es2022"],
  banner: { js: banner },
});
