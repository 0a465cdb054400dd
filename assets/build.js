// Builds the editor into static/django_ckeditor_5/dist, the place where django-ckeditor-5 expects its own.
// `npm ci && npm run build` with the committed lock file gives the same bytes everywhere: no dates, no paths, no source map.
import { build } from "esbuild";
import { copyFile, mkdir, readFile, rm, writeFile } from "node:fs/promises";

const here = new URL(".", import.meta.url);
const target = new URL("../static/django_ckeditor_5/dist/", here);
const editor = new URL("node_modules/ckeditor5/", here);
const translations = ["be", "de", "hy", "ro", "ru"]; // English is in the bundle, Georgian does not exist

const { version } = JSON.parse(await readFile(new URL("package.json", editor), "utf8"));
const marker = `/*! CKEditor ${version} with the plugins of Enface. GPL-2.0-or-later, see LICENSE-ckeditor.md */`;

await rm(target, { recursive: true, force: true });
await mkdir(new URL("translations/", target), { recursive: true });
await build({
  absWorkingDir: new URL(".", here).pathname,
  entryPoints: { bundle: "editor/entry.js", styles: "editor/entry.css" },
  outdir: target.pathname,
  bundle: true,
  minify: true,
  format: "iife",
  target: ["es2022"],
  charset: "utf8",
  legalComments: "none",
  banner: { js: marker, css: marker },
  logLevel: "info",
});
for (const code of translations) {
  await copyFile(new URL(`dist/translations/${code}.umd.js`, editor), new URL(`translations/${code}.js`, target));
}
await copyFile(new URL("LICENSE.md", editor), new URL("LICENSE-ckeditor.md", target));
await copyFile(new URL("COPYING.GPL", editor), new URL("COPYING-ckeditor.txt", target));
await writeFile(new URL("VERSION", target), `${version}\n`);
