// Builds what the public site loads: static/press/site.css for every page, static/press/site-lists.css for all that are
// no article, static/press/site.js. Any file static/press/*.css is taken; the order of the styles is that of the layers
// named in tokens.css. Scripts begin at static/press/scripts/start.js. The same sources give the same bytes everywhere.
import { build } from "esbuild";
import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";

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

const buildStyles = (outfile, names) =>
  build({
    ...common,
    stdin: { contents: names.map((name) => `@import "./${name}";`).join("\n"), loader: "css", resolveDir: press.pathname },
    outfile,
    external: ["*.woff2", "*.svg"],
    target: ["chrome112", "firefox117", "safari16.5"],
    banner: { css: banner },
  });

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
